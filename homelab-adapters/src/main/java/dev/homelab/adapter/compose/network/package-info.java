// SPDX-License-Identifier: Apache-2.0
/**
 * How many networks a host can still make.
 *
 * <p>Start at {@link dev.homelab.adapter.compose.network.HostNetworks}.
 */
@NullMarked
package dev.homelab.adapter.compose.network;

import org.jspecify.annotations.NullMarked;
