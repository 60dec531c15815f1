// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import java.util.Optional;

/**
 * Data that stays at a target once nothing there uses it any more. No run deletes it; only a person does.
 *
 * @param name what it is, in a few words, such as {@code volume photos_data}; unique at the target
 * @param removal the command that removes it, to be run there; empty where other programs may use the data
 */
public record RetainedData(String name, Optional<String> removal) {}
