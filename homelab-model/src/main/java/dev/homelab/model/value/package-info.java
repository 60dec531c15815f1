// SPDX-License-Identifier: Apache-2.0
/**
 * Single values with a form of their own: names, ports, mounts, and references to secrets. Each is written as one text.
 */
@NullMarked
package dev.homelab.model.value;

import org.jspecify.annotations.NullMarked;
