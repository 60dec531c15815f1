// SPDX-License-Identifier: Apache-2.0
/** The one JSON form of changes, for saved plans and for the run record. */
@NullMarked
package dev.homelab.provision.json;

import org.jspecify.annotations.NullMarked;
