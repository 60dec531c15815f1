// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.name;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;

/**
 * What may be wrong with a name on a server that keeps names in lines.
 *
 * @param where the target
 * @param lines where a person finds them, such as {@code Pi-hole's local DNS records}
 */
public record NameProblems(Where where, String lines) {

    /** It came after the plan. */
    public Problem taken(String hostname, String line) {
        return new Problem(
                "name taken meanwhile",
                where,
                "the line \"%s\" for \"%s\" was added since this was planned.".formatted(line, hostname),
                "remove that line or give the service another hostname, and run this again.");
    }

    /** It would not be the only answer. */
    public Problem contradicted(String hostname, String line) {
        return new Problem(
                "name answered twice",
                where,
                "the line \"%s\" answers for \"%s\" beside the line of homelab, so some visitors get a wrong answer."
                        .formatted(line, hostname),
                "remove that line from %s.".formatted(lines));
    }
}
