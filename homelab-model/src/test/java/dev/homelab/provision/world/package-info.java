// SPDX-License-Identifier: Apache-2.0
/** The laws of planning, on random worlds, and planted bugs that prove the laws see something. */
@NullMarked
package dev.homelab.provision.world;

import org.jspecify.annotations.NullMarked;
