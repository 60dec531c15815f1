// SPDX-License-Identifier: Apache-2.0
/** What a run may not do, however right its plan is. */
@NullMarked
package dev.homelab.runner.guard;

import org.jspecify.annotations.NullMarked;
