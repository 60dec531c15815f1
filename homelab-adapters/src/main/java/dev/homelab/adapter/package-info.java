// SPDX-License-Identifier: Apache-2.0
/**
 * The targets a homelab can have: one package each, and {@link dev.homelab.adapter.Adapters}, the one list of them.
 *
 * <p>Start with the smallest, {@code dev.homelab.adapter.pihole}. An adapter never sees another; what several need to
 * open connections is in {@code dev.homelab.adapter.support}.
 */
@NullMarked
package dev.homelab.adapter;

import org.jspecify.annotations.NullMarked;
