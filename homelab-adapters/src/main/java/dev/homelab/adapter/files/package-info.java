// SPDX-License-Identifier: Apache-2.0
/**
 * Pages about the homelab in the folder of a web server, over SSH. Each page carries our mark in its first line; files without it are
 * never changed.
 *
 * <p>Start at {@link dev.homelab.adapter.files.FilesProvisioner}. What stands on a page is none of this package: the runner hands over
 * its text.
 */
@NullMarked
package dev.homelab.adapter.files;

import org.jspecify.annotations.NullMarked;
