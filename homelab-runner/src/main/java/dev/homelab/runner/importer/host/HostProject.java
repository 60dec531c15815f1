// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.host;

import dev.homelab.runner.importer.ComposeProject;
import dev.homelab.runner.importer.NotCarried;
import java.util.List;
import java.util.Map;

/**
 * A project that runs on a host, or a container that was started without Compose.
 *
 * @param project what a Compose file would say of it
 * @param containers the names of its containers
 * @param files the Compose files it was created from; none for a container without Compose
 * @param lost what the engine says of it that has no form in a Compose file
 * @param borrowed the containers whose network one of its services uses: the name of such a container by the service
 */
public record HostProject(
        ComposeProject project,
        List<String> containers,
        List<String> files,
        List<NotCarried> lost,
        Map<String, String> borrowed) {

    public HostProject {
        containers = List.copyOf(containers);
        files = List.copyOf(files);
        lost = List.copyOf(lost);
        borrowed = Map.copyOf(borrowed);
    }
}
