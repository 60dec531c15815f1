// SPDX-License-Identifier: Apache-2.0
/**
 * The terminal of a person: whether there is one, how wide it is, whether it shows colours, and what they answer. Start at {@link
 * dev.homelab.runner.cli.screen.Screen}. Without a terminal nothing here prints.
 */
@NullMarked
package dev.homelab.runner.cli.screen;

import org.jspecify.annotations.NullMarked;
