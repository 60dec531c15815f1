// SPDX-License-Identifier: Apache-2.0
/**
 * JSON Schema (draft-07) of the definition files, made from the records that the files are read into. Start at {@link
 * dev.homelab.model.schema.DefinitionSchema}.
 *
 * <p>Whatever the reader and the constraints judge of a file's structure, the schema says too, and nothing else. What it
 * cannot say (a constraint it does not know) is refused while it is made, so that the two never drift apart in silence.
 */
@NullMarked
package dev.homelab.model.schema;

import org.jspecify.annotations.NullMarked;
