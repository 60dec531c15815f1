// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.host.compose.PortSpec;
import java.util.List;
import java.util.Map;

/**
 * What a container is to be made of.
 *
 * @param name unique on the host
 * @param image as it was written
 * @param labels Compose's own included
 * @param ports published to the host
 * @param networks names on the host
 * @param healthCheck whether it has one
 * @param restart when it is started again after it ended
 * @param volumeNames what volumes are called on the host, by their names in the file
 * @param endpoints how it is in its networks, by their names on the host, as the Compose file says it
 * @param definition its section of the Compose file; empty for one that was started without
 */
record ContainerPlan(
        String name,
        String image,
        Map<String, String> labels,
        List<PortSpec> ports,
        List<String> networks,
        boolean healthCheck,
        String restart,
        Map<String, String> volumeNames,
        Map<String, JsonNode> endpoints,
        ObjectNode definition) {}
