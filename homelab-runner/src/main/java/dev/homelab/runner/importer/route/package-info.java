// SPDX-License-Identifier: Apache-2.0
/**
 * Reads how proxies that people set up lead visitors: labels and files of Traefik, files of Nginx Proxy Manager, files and labels of
 * Caddy. Each becomes a {@link dev.homelab.runner.importer.route.ForeignRoute}; start there.
 *
 * <p>Nothing here knows which service a route belongs to, and nothing is dropped: what a route cannot say is its {@link
 * dev.homelab.runner.importer.route.ForeignRoute#refusal()}.
 */
@NullMarked
package dev.homelab.runner.importer.route;

import org.jspecify.annotations.NullMarked;
