// SPDX-License-Identifier: Apache-2.0
package dev.homelab.report;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.name.ServiceName;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything there is to say of a run, so far.
 *
 * @param run identifies the run, and sorts by time
 * @param homelab the homelab it is for
 * @param remarks what is unusual about it, a sentence each, such as what it is limited to
 * @param phase what it is busy with
 * @param planned how many changes were planned
 * @param steps what it did, in order
 * @param verdicts what became of each service it touched
 * @param problems what kept it from going on, beside what failed within a step
 * @param ending how it ended; empty while it runs
 */
public record Report(
        String run,
        String homelab,
        List<String> remarks,
        Phase phase,
        int planned,
        List<Step> steps,
        List<Verdict> verdicts,
        List<Problem> problems,
        Optional<Ending> ending) {

    public Report {
        remarks = List.copyOf(remarks);
        steps = List.copyOf(steps);
        verdicts = List.copyOf(verdicts);
        problems = List.copyOf(problems);
    }

    /** Returns the services that are not as their definitions say. */
    public Set<ServiceName> failed() {
        return verdicts.stream()
                .filter(verdict -> !verdict.endedWell())
                .map(Verdict::service)
                .collect(toSet());
    }

    /** A run that has only begun. */
    public static Report begin(String run, String homelab, List<String> remarks) {
        return new Report(run, homelab, remarks, Phase.PLANNING, 0, List.of(), List.of(), List.of(), Optional.empty());
    }
}
