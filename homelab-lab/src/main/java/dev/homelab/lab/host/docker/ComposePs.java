// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The lines of {@code docker compose ps --format json}, one JSON object each since Compose 2.21. */
final class ComposePs {

    private ComposePs() {}

    static String line(Container container) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("ExitCode", container.exitCode)
                .put("Health", container.health)
                .put("ID", container.id.substring(0, 12))
                .put("Image", container.imageName)
                .put("Labels", PsTemplate.joined(container.labels))
                .put("Name", container.name)
                .put("Project", container.project())
                .put("Service", container.service())
                .put("State", container.state)
                .put("Status", container.status());
        ArrayNode publishers = line.putArray("Publishers");
        container.ports.forEach(port -> publishers
                .addObject()
                .put("URL", port.address())
                .put("TargetPort", port.target())
                .put("PublishedPort", port.published())
                .put("Protocol", port.protocol()));
        return line.toString();
    }
}
