// SPDX-License-Identifier: Apache-2.0
/** A request of one's own for each run, to any server that takes JSON or text. */
@NullMarked
package dev.homelab.adapter.webhook;

import org.jspecify.annotations.NullMarked;
