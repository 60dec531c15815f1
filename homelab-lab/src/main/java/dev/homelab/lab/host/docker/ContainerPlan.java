// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

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
 */
record ContainerPlan(
        String name,
        String image,
        Map<String, String> labels,
        List<PortSpec> ports,
        List<String> networks,
        boolean healthCheck,
        String restart) {

    /** Returns whether Docker starts it again and again if it ends with this code as soon as it starts. */
    boolean isStartedAgainAfter(int code) {
        return restart.equals("always")
                || restart.equals("unless-stopped")
                || (restart.startsWith("on-failure") && code != 0);
    }
}
