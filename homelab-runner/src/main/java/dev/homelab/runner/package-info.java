// SPDX-License-Identifier: Apache-2.0
/**
 * Runs: from a catalog to a homelab that is as it says, and back if that fails. {@link dev.homelab.runner.Homelab} is
 * the way in for programs that embed this; {@code Run} is the whole of a run on one screen.
 */
@NullMarked
package dev.homelab.runner;

import org.jspecify.annotations.NullMarked;
