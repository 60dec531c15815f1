// SPDX-License-Identifier: Apache-2.0
/** What rules are made with. Start at {@link dev.homelab.model.rule.support.Rule}. */
@NullMarked
package dev.homelab.model.rule.support;

import org.jspecify.annotations.NullMarked;
