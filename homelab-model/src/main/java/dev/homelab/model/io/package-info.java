// SPDX-License-Identifier: Apache-2.0
/**
 * Definition files, read into records with file, line and column for every part. Start at {@link
 * dev.homelab.model.io.CatalogReader}.
 *
 * <p>Values are bound straight from SnakeYAML's node graph by the types of the records, because a general object mapper
 * stops at the first mistake, does not know where it stood, and has its own mind about {@code no}, {@code 0755} and
 * keys that stand twice. A value that cannot be read is reported and counts as absent, so that reading goes on.
 */
@NullMarked
package dev.homelab.model.io;

import org.jspecify.annotations.NullMarked;
