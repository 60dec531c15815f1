// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import dev.homelab.runner.importer.route.ForeignRoute;

/**
 * A route of a proxy that leads to a service of a project.
 *
 * @param route as the proxy has it
 * @param service of the project, as Compose calls it
 * @param port of the container
 */
public record ClaimedRoute(ForeignRoute route, String service, int port) {}
