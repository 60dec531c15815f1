// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

/**
 * Where a journal ends.
 *
 * @param number the number of its run
 * @param signature the signature of its last line
 */
public record JournalEnd(long number, String signature) {}
