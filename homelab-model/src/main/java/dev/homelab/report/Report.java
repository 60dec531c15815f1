// SPDX-License-Identifier: Apache-2.0
package dev.homelab.report;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything there is to say of a run, so far.
 *
 * @param run identifies the run, and sorts by time
 * @param homelab the homelab it is for
 * @param remarks what is unusual about it, a sentence each, such as what it is limited to
 * @param phase what it is busy with
 * @param planned how many changes were planned
 * @param steps what it did, in order
 * @param verdicts what became of each affected service
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

    /** How a remark begins that says that the failure of an earlier run is over. */
    public static final String RECOVERED = "Verified again";

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

    /** Returns the same, busy with something else. */
    public Report in(Phase now) {
        return new Report(run, homelab, remarks, now, planned, steps, verdicts, problems, ending);
    }

    /** Returns the same, knowing what is planned and of which run it is a part. */
    public Report planned(String ofRun, int changes) {
        return new Report(ofRun, homelab, remarks, phase, changes, steps, verdicts, problems, ending);
    }

    /** Returns the same with one more remark. */
    public Report remarking(String sentence) {
        List<String> all = Stream.concat(remarks.stream(), Stream.of(sentence)).toList();
        return new Report(run, homelab, all, phase, planned, steps, verdicts, problems, ending);
    }

    /** Returns the same with one more step. */
    public Report and(Step step) {
        List<Step> all = Stream.concat(steps.stream(), Stream.of(step)).toList();
        return new Report(run, homelab, remarks, phase, planned, all, verdicts, problems, ending);
    }

    /** Returns the whole report of a run that ended. */
    public Report ended(Ending how, List<Verdict> found, List<Problem> because) {
        return new Report(run, homelab, remarks, Phase.ENDED, planned, steps, found, because, Optional.of(how));
    }
}
