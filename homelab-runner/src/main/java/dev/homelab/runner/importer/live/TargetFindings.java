// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.live;

import dev.homelab.problem.Problem;
import dev.homelab.provision.Existing.Part;
import dev.homelab.provision.Existing.Removal;
import java.util.List;

/**
 * What one target holds of the services that are imported.
 *
 * @param target its name in the inventory
 * @param parts what belongs to them
 * @param lost what their definitions do not say of it
 * @param others how many resources belong to none of them
 * @param removals what is to be removed from files by hand once homelab manages it
 * @param problems why it was not asked; empty if it was
 */
public record TargetFindings(
        String target, List<Part> parts, List<Loss> lost, int others, List<Removal> removals, List<Problem> problems) {

    public TargetFindings {
        parts = List.copyOf(parts);
        lost = List.copyOf(lost);
        removals = List.copyOf(removals);
        problems = List.copyOf(problems);
    }

    /**
     * Something that a definition does not say.
     *
     * @param service whose it is
     * @param key in the words of the target
     * @param reason why, as a sentence
     */
    public record Loss(String service, String key, String reason) {}

    /** Returns whether the target was asked. */
    public boolean isAsked() {
        return problems.isEmpty();
    }

    /** Returns whether it holds all of a service, or some of it, and nothing else than the definition says. */
    public boolean holdsAllOf(String service) {
        return parts.stream().anyMatch(part -> part.service().value().equals(service))
                && lost.stream().noneMatch(loss -> loss.service().equals(service));
    }
}
