// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One service of a project, with every variable resolved.
 *
 * @param name its key in the file
 * @param image what to run; for a service that is only built, the name Compose gives the image
 * @param containerName set only by {@code container_name}
 * @param hash the config hash: changes whenever the container would have to be made again
 * @param labels those of the file, without Compose's own
 * @param ports published to the host
 * @param networks keys of the networks it joins; empty with a network mode
 * @param healthCheck whether it has one
 * @param mayEnd whether another service waits for its end
 * @param restart when Docker starts it again; {@code no} unless the file says so
 * @param definition all of its section, its whole environment included
 */
public record ComposeService(
        String name,
        String image,
        Optional<String> containerName,
        String hash,
        Map<String, String> labels,
        List<PortSpec> ports,
        List<String> networks,
        boolean healthCheck,
        boolean mayEnd,
        String restart,
        ObjectNode definition) {}
