// SPDX-License-Identifier: Apache-2.0
/**
 * Reads Compose files as Compose reads them, without Compose: overrides, variables, {@code include}, {@code extends},
 * profiles and files of variables. Start at {@link dev.homelab.runner.importer.compose.ComposeReader}.
 *
 * <p>Files come from strangers: what is too large, without end or outside of the folder is a problem with its place.
 */
@NullMarked
package dev.homelab.runner.importer.compose;

import org.jspecify.annotations.NullMarked;
