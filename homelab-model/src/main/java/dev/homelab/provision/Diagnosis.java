// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import dev.homelab.problem.Evidence;
import dev.homelab.problem.Problem;
import java.util.List;

/**
 * Why a service is not healthy, as far as one target can say.
 *
 * @param causes what is wrong there, with its evidence; empty if all that the target has of the service is healthy
 * @param evidence what is healthy there and may say why something else is not, such as the log of a container
 */
public record Diagnosis(List<Problem> causes, List<Evidence> evidence) {

    public Diagnosis {
        causes = List.copyOf(causes);
        evidence = List.copyOf(evidence);
    }
}
