// SPDX-License-Identifier: Apache-2.0
/**
 * A stand-in for Glance: includes, variables, validation, hot reload and the page that visitors see.
 *
 * <p>Start at {@link dev.homelab.lab.glance.FakeGlance}. Behaviour follows v0.8.5.
 */
@NullMarked
package dev.homelab.lab.glance;

import org.jspecify.annotations.NullMarked;
