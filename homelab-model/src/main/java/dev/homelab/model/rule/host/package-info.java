// SPDX-License-Identifier: Apache-2.0
/** What must hold on each machine. */
@NullMarked
package dev.homelab.model.rule.host;

import org.jspecify.annotations.NullMarked;
