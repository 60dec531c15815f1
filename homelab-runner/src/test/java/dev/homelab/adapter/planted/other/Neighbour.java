// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.planted.other;

/** Breaks a rule of the house on purpose. */
public final class Neighbour {}
