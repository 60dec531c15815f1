// SPDX-License-Identifier: Apache-2.0
/**
 * The files of all projects of a host, read at once.
 *
 * <p>Start at {@link dev.homelab.adapter.compose.scan.ProjectScanner}. What the files say is none of this package's business.
 */
@NullMarked
package dev.homelab.adapter.compose.scan;

import org.jspecify.annotations.NullMarked;
