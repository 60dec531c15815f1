// SPDX-License-Identifier: Apache-2.0
/** What listens on a host, be it in a container or not. Start at {@link dev.homelab.adapter.compose.port.Listener}. */
@NullMarked
package dev.homelab.adapter.compose.port;

import org.jspecify.annotations.NullMarked;
