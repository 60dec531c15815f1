// SPDX-License-Identifier: Apache-2.0
package dev.homelab.report;

/**
 * One thing that was looked at from outside.
 *
 * @param expectation what should be, in a few words
 * @param good whether it was so
 * @param found what was found
 */
public record Finding(String expectation, boolean good, String found) {}
