// SPDX-License-Identifier: Apache-2.0
/** A push notification of each run by a server of Gotify. */
@NullMarked
package dev.homelab.adapter.gotify;

import org.jspecify.annotations.NullMarked;
