// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.problem.Problem;
import dev.homelab.provision.ContainerImage;
import java.util.List;

/**
 * How a homelab is at the moment.
 *
 * @param homelab its name
 * @param services all that have a definition, and those that are still at a target; by name
 * @param images what containers were really made from; none of a target that is unreachable
 * @param problems why something is not known, such as a target that is unreachable
 */
public record HomelabStatus(
        String homelab, List<ServiceStatus> services, List<ContainerImage> images, List<Problem> problems) {

    public HomelabStatus {
        services = List.copyOf(services);
        images = List.copyOf(images);
        problems = List.copyOf(problems);
    }

    /** Returns whether all services are healthy, and all is known. */
    public boolean isGood() {
        return problems.isEmpty() && services.stream().noneMatch(ServiceStatus::isBad);
    }
}
