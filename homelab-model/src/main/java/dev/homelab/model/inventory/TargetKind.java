// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

/**
 * A kind of target that this program knows, as the reader of the inventory needs it.
 *
 * @param name the word after {@code kind:}
 * @param wave what such a target is for
 * @param settings the record whose components are the keys such a target takes, beside {@code kind}
 */
public record TargetKind(String name, Wave wave, Class<? extends Record> settings) {}
