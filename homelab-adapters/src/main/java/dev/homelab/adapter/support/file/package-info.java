// SPDX-License-Identifier: Apache-2.0
/** Folders, near or far, and the files in them that carry our mark. */
@NullMarked
package dev.homelab.adapter.support.file;

import org.jspecify.annotations.NullMarked;
