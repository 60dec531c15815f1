// SPDX-License-Identifier: Apache-2.0
/** Targets that hold the same, so that one of them can be behind while the others answer. Pure: asks no target. */
@NullMarked
package dev.homelab.runner.replica;

import org.jspecify.annotations.NullMarked;
