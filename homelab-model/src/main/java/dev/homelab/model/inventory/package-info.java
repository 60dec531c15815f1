// SPDX-License-Identifier: Apache-2.0
/**
 * The machines and servers of a homelab. Start at {@link dev.homelab.model.inventory.Inventory}. Which kinds of target
 * there are is not known here; the reader gets them as an argument.
 */
@NullMarked
package dev.homelab.model.inventory;

import org.jspecify.annotations.NullMarked;
