// SPDX-License-Identifier: Apache-2.0
/** What rules are made with. Start at {@link dev.homelab.model.rule.part.Rule}. */
@NullMarked
package dev.homelab.model.rule.part;

import org.jspecify.annotations.NullMarked;
