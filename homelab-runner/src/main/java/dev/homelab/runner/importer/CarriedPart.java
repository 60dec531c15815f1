// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

/**
 * A label, or a router of a file, that a key of the definition says now, so that it is not needed any more.
 *
 * @param key what it was, such as {@code services.web.labels.traefik.http.routers.web.rule}
 * @param to the key of the definition, such as {@code routes[0]}
 */
public record CarriedPart(String key, String to) {}
