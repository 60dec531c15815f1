// SPDX-License-Identifier: Apache-2.0
/** YAML, Java and records say the same. */
@NullMarked
package dev.homelab.model.roundtrip;

import org.jspecify.annotations.NullMarked;
