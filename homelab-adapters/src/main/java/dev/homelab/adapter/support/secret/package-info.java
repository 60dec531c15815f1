// SPDX-License-Identifier: Apache-2.0
/** Where secrets come from, and how they are sealed with the homelab's one root key. */
@NullMarked
package dev.homelab.adapter.support.secret;

import org.jspecify.annotations.NullMarked;
