// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.http;

/**
 * One request and its answer, as they crossed the wire.
 *
 * @param server the name of the fake that answered
 * @param release of the real server that it stands for; empty if it knows of none
 * @param request what was asked
 * @param answer what was answered
 */
public record Exchange(String server, String release, Request request, Answer answer) {}
