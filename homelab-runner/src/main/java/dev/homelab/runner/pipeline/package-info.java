// SPDX-License-Identifier: Apache-2.0
/**
 * What the jobs of a pipeline hand on, and what it comes to.
 *
 * <p>Start reading at {@link dev.homelab.runner.pipeline.RunDirectory}.
 */
@NullMarked
package dev.homelab.runner.pipeline;

import org.jspecify.annotations.NullMarked;
