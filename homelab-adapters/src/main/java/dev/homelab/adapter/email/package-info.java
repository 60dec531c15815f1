// SPDX-License-Identifier: Apache-2.0
/** A message of each run by e-mail. */
@NullMarked
package dev.homelab.adapter.email;

import org.jspecify.annotations.NullMarked;
