// SPDX-License-Identifier: Apache-2.0
/**
 * What a person has to know, and where: the floor everything else stands on.
 *
 * <p>Problems are values. They are returned and collected, so that one run reports every mistake; an exception is only
 * their vehicle at an edge. Start at {@link dev.homelab.problem.Problem}. Nothing here may depend on any other package.
 */
@NullMarked
package dev.homelab.problem;

import org.jspecify.annotations.NullMarked;
