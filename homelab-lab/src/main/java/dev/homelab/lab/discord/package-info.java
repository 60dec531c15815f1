// SPDX-License-Identifier: Apache-2.0
/** A Discord that exists only in memory: one webhook, and the messages it was sent. */
@NullMarked
package dev.homelab.lab.discord;

import org.jspecify.annotations.NullMarked;
