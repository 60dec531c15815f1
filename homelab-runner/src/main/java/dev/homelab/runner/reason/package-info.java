// SPDX-License-Identifier: Apache-2.0
/**
 * Why a plan changes what it changes. Start at {@link dev.homelab.runner.reason.Causes}, which holds what services rest
 * on now against what they rested on when they were last applied.
 */
@NullMarked
package dev.homelab.runner.reason;

import org.jspecify.annotations.NullMarked;
