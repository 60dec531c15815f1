// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.timing;

import java.time.Duration;

/**
 * Something that took time.
 *
 * @param track the target that was asked or changed, or what the run was busy with
 * @param step what was done, such as {@code read}
 * @param detail which of several, such as the key of a change; empty for the only one
 * @param begin since the program was started
 * @param length from begin to end
 */
public record Span(String track, String step, String detail, Duration begin, Duration length) {}
