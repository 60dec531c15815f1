// SPDX-License-Identifier: Apache-2.0
/**
 * What the engine of a host itself says of a container. Start at {@link
 * dev.homelab.adapter.compose.engine.InspectedContainer}. Nothing here asks or changes anything.
 */
@NullMarked
package dev.homelab.adapter.compose.engine;

import org.jspecify.annotations.NullMarked;
