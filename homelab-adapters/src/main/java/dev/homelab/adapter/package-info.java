// SPDX-License-Identifier: Apache-2.0
/**
 * Homelab's own plugins: one package for each kind of target, one for notifications on Discord. They are found by {@link
 * dev.homelab.spi.Plugins} as those of others are: their names are in {@code META-INF/services}.
 *
 * <p>Start with the smallest, {@code dev.homelab.adapter.adguard}. An adapter never sees another; what several need to
 * open connections is in {@code dev.homelab.adapter.support}.
 */
@NullMarked
package dev.homelab.adapter;

import org.jspecify.annotations.NullMarked;
