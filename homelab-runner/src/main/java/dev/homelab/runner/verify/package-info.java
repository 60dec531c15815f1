// SPDX-License-Identifier: Apache-2.0
/** Looking at a homelab from outside, the way a visitor does. Reads only. */
@NullMarked
package dev.homelab.runner.verify;

import org.jspecify.annotations.NullMarked;
