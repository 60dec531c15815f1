// SPDX-License-Identifier: Apache-2.0
/** What must hold for secrets. */
@NullMarked
package dev.homelab.model.rule.secret;

import org.jspecify.annotations.NullMarked;
