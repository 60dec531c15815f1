// SPDX-License-Identifier: Apache-2.0
/**
 * The fluent way to write definitions in Java. Start at {@link dev.homelab.model.dsl.Dsl}.
 *
 * <p>What is required is a parameter, so it cannot be forgotten; what is optional is a verb of a builder, in a lambda,
 * named as the key in YAML is, in the singular where it adds one of several. Builders only collect; the records they
 * make are judged like those that were read.
 */
@NullMarked
package dev.homelab.model.dsl;

import org.jspecify.annotations.NullMarked;
