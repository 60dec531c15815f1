// SPDX-License-Identifier: Apache-2.0
/** What Docker says of how a container is, and whether that is good. Pure. */
@NullMarked
package dev.homelab.adapter.compose.health;

import org.jspecify.annotations.NullMarked;
