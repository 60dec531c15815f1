// SPDX-License-Identifier: Apache-2.0
/** A push notification of each run by ntfy, of its own server or the public one. */
@NullMarked
package dev.homelab.adapter.ntfy;

import org.jspecify.annotations.NullMarked;
