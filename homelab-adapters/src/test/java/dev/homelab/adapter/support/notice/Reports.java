// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.notice;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Outcome;
import dev.homelab.report.Ending;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.report.Step;
import dev.homelab.report.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reports of a run at several moments. */
public final class Reports {

    private static final ServiceName PHOTOS = ServiceName.of("photos");

    private Reports() {}

    public static Report planning() {
        return Report.begin("20261123-120000", "home", List.of());
    }

    public static Report limited() {
        return Report.begin("20261123-120000", "home", List.of("Only for photos."));
    }

    /** A run that ended well, but for a certificate that takes its time. */
    public static Report pending() {
        CheckResult finding =
                new CheckResult("the page answers", CheckResult.Status.PENDING, "certificate still being issued");
        return new Report(
                "20261123-120000",
                "home",
                List.of(),
                Phase.ENDED,
                1,
                List.of(step(Outcome.Result.APPLIED, false, List.of())),
                List.of(new Verdict(PHOTOS, Verdict.Status.PENDING, List.of(finding))),
                List.of(),
                Optional.of(Ending.DONE));
    }

    public static Report done() {
        return new Report(
                "20261123-120000",
                "home",
                List.of(),
                Phase.ENDED,
                1,
                List.of(step(Outcome.Result.APPLIED, false, List.of())),
                List.of(new Verdict(PHOTOS, Verdict.Status.GOOD, List.of())),
                List.of(),
                Optional.of(Ending.DONE));
    }

    /** A run that failed as often as asked, with this to say each time. */
    public static Report rolledBack(int failures, String detail) {
        Problem problem = new Problem("record refused", Where.nowhere(), detail, "correct it.");
        List<Step> steps =
                new ArrayList<>(Collections.nCopies(failures, step(Outcome.Result.FAILED, false, List.of(problem))));
        steps.add(step(Outcome.Result.APPLIED, true, List.of()));
        CheckResult finding = new CheckResult("the page answers 200", false, "502");
        return new Report(
                "20261123-120000",
                "home",
                List.of(),
                Phase.ENDED,
                failures,
                steps,
                List.of(new Verdict(PHOTOS, Verdict.Status.ROLLED_BACK, List.of(finding))),
                List.of(problem),
                Optional.of(Ending.ROLLED_BACK));
    }

    /** A run that changed nothing, since nothing was to be changed. */
    public static Report nothingToDo() {
        return new Report(
                "20261123-120000",
                "home",
                List.of(),
                Phase.ENDED,
                0,
                List.of(),
                List.of(new Verdict(PHOTOS, Verdict.Status.GOOD, List.of())),
                List.of(),
                Optional.of(Ending.DONE));
    }

    /** A run whose rollback failed. */
    public static Report incomplete() {
        Report failed = rolledBack(1, "It does not take it back.");
        return failed.ended(Ending.INCOMPLETE, failed.verdicts(), failed.problems());
    }

    private static Step step(Outcome.Result result, boolean back, List<Problem> problems) {
        return new Step(
                "dns", PHOTOS, Change.Shape.CREATE, "photos.home.arpa", "photos.home.arpa", result, back, problems);
    }
}
