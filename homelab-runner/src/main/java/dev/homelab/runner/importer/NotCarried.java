// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import dev.homelab.problem.Where;

/**
 * Something of a project that its definition does not say.
 *
 * @param key its key, such as {@code services.web.ports[0]}
 * @param reason why, as a sentence
 * @param where the key is
 */
public record NotCarried(String key, String reason, Where where) {}
