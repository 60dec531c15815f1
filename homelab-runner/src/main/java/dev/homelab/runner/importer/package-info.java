// SPDX-License-Identifier: Apache-2.0
/**
 * Turns what runs already into definitions: everything found becomes a {@link
 * dev.homelab.runner.importer.ComposeProject}, and {@link dev.homelab.runner.importer.Converter} makes a definition of
 * that. Start there.
 *
 * <p>Nothing is dropped silently: what a definition cannot say is in {@link
 * dev.homelab.runner.importer.Conversion#notCarried()}. The packages below find projects. Nothing here prints, writes or
 * changes anything outside.
 */
@NullMarked
package dev.homelab.runner.importer;

import org.jspecify.annotations.NullMarked;
