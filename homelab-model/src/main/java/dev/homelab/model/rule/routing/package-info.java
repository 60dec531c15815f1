// SPDX-License-Identifier: Apache-2.0
/** What must hold for the people who visit: names, routes, sign-ins and tiles. */
@NullMarked
package dev.homelab.model.rule.routing;

import org.jspecify.annotations.NullMarked;
