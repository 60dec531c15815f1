// SPDX-License-Identifier: Apache-2.0
/** What must hold among the containers of a service. */
@NullMarked
package dev.homelab.model.rule.container;

import org.jspecify.annotations.NullMarked;
