// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static dev.homelab.runner.render.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change.Shape;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome.Result;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Risk;
import dev.homelab.report.Ending;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import dev.homelab.report.Step;
import dev.homelab.report.Verdict;
import dev.homelab.report.Verdict.Status;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.RunRequest;
import dev.homelab.runner.TargetPlan;
import dev.homelab.runner.Thing;
import dev.homelab.runner.guard.RiskyChange;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.reason.Applied;
import dev.homelab.runner.reason.CauseFinder;
import dev.homelab.runner.reason.Causes;
import dev.homelab.runner.reason.DesiredFingerprint;
import dev.homelab.runner.reason.InputFingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RenderTest {

    /** The blog was applied with another image and time zone, the wiki as it is but for its tile. */
    private static final Causes CAUSES = new CauseFinder(
            new Applied(
                    Map.of(
                            ServiceName.of("blog"),
                            new Applied.Entry(
                                    new InputFingerprint(
                                            Map.of("DEFINITION", "1", "DEFAULT timeZone", "Europe/London")),
                                    Map.of("nas/blog", "1")),
                            ServiceName.of("wiki"),
                            new Applied.Entry(
                                    new InputFingerprint(Map.of("DEFINITION", "1")), Map.of("nas/wiki", "1"))),
                    Set.of()),
            Map.of(
                    ServiceName.of("blog"),
                    new InputFingerprint(Map.of("DEFINITION", "2", "DEFAULT timeZone", "Europe/Berlin")),
                    ServiceName.of("wiki"),
                    new InputFingerprint(Map.of("DEFINITION", "2"))),
            List.of(
                    new DesiredFingerprint(ServiceName.of("blog"), "nas/blog", "2"),
                    new DesiredFingerprint(ServiceName.of("wiki"), "nas/wiki", "1"),
                    new DesiredFingerprint(ServiceName.of("wiki"), "dashboard/wiki", "2")));

    private static final ServiceName BLOG = ServiceName.of("blog");
    private static final ServiceName WIKI = ServiceName.of("wiki");
    private static final ServiceName SEARCH = ServiceName.of("search");
    private static final ServiceName OLD = ServiceName.of("old");
    private static final Problem NO_SPACE =
            new Problem("service did not come up", Where.target("nas", ""), "No space left.", "make room:\n\n  df -h");

    @Test
    void aPlanOfNothing() {
        HomelabPlan nothing = new HomelabPlan(
                "home",
                List.of(target("nas", Wave.RUNTIME, List.of(), List.of())),
                CAUSES,
                RunRequest.usual(),
                List.of());

        assertThat(PlanText.lines(nothing))
                .containsExactly("Nothing to do: homelab \"home\" is as its definitions say.");
    }

    @Test
    void aPlanThatHasOnlySomethingInItsWayDoesNotSayThatAllIsWell() {
        assertThat(PlanText.lines(inTheWay()))
                .containsExactly(
                        "Plan for homelab \"home\": 0 to create, 0 to update, 0 to delete, 0 unchanged, for 0 services.");
    }

    @Test
    void aLimitedPlanForPeopleNamesRisksAndWhatIsTakenOverAndLeftOut() {
        assertGolden("plan-limited.txt", text(PlanText.lines(limited())));
        assertGolden("plan-limited.json", Json.of(limited(), List.of()) + "\n");
    }

    @Test
    void driftForPeopleAndPrograms() {
        assertGolden("drift.txt", text(PlanText.drift(plan())));
        assertGolden("drift.json", Json.drift(plan()) + "\n");
    }

    @Test
    void aReportForPeople() {
        assertGolden("report.txt", text(lines(report(Ending.ROLLED_BACK))));
    }

    @Test
    void aReportForPrograms() {
        assertGolden("report.json", Json.of(report(Ending.ROLLED_BACK)) + "\n");
    }

    @Test
    void whatIsPendingIsToldAndIsNoFailure() {
        CheckResult waiting =
                new CheckResult("wiki.home.arpa/ answers", CheckResult.Status.PENDING, "still being issued");
        Report report = new Report(
                "1",
                "home",
                List.of(),
                Phase.ENDED,
                0,
                List.of(),
                List.of(new Verdict(WIKI, Status.PENDING, List.of(waiting))),
                List.of(),
                Optional.of(Ending.DONE));

        assertThat(lines(report))
                .containsExactly(
                        "  pending  wiki           0 of 1 checks good, 1 pending",
                        "           pending  wiki.home.arpa/ answers  still being issued",
                        "Verified: 0 services as defined, 1 pending.");
        assertThat(Json.of(report)).contains("\"status\" : \"PENDING\"", "\"good\" : false");
    }

    @Test
    void whatIsNotGoodIsShownWithAllThatWasLookedAt() {
        CheckResult runs = new CheckResult("server runs and is healthy", true, "Up 9 minutes (healthy)");
        CheckResult silent = new CheckResult("wiki.home.arpa/ answers", false, "for 60 s: answered 502");
        List<Verdict> verdicts = List.of(
                new Verdict(BLOG, Status.GOOD, List.of(runs)), new Verdict(WIKI, Status.FAILED, List.of(runs, silent)));
        Report report = new Report(
                "1", "home", List.of(), Phase.ENDED, 0, List.of(), verdicts, List.of(), Optional.of(Ending.FAILED));

        assertThat(ReportText.verdicts(report))
                .containsExactly(
                        "  verified blog           1 of 1 checks good",
                        "  FAILED   wiki           1 of 2 checks good",
                        "           good     server runs and is healthy  Up 9 minutes (healthy)",
                        "           BAD      wiki.home.arpa/ answers     for 60 s: answered 502");
        assertThat(ReportText.verdicts(report, true))
                .containsAll(ReportText.verdicts(report))
                .hasSize(5);
    }

    @Test
    void problemsForPrograms() {
        Problem inFile = new Problem(
                "hostname used twice",
                new Where.InFile("services/media/wiki.yaml", 3, 5, "routes[0].hostname"),
                "it is taken.",
                "choose another.");

        assertGolden("problems.json", Json.of(List.of(inFile, NO_SPACE)) + "\n");
    }

    @Test
    void theLastLineSaysHowItEnded() {
        List<String> all = new ArrayList<>();
        for (Ending ending : Ending.values()) {
            all.add(ending + " after steps: " + ReportText.ending(report(ending)));
            all.add(ending + " after looks: " + ReportText.ending(looked(ending)));
            all.add(ending + " alone: "
                    + ReportText.ending(new Report(
                            "1",
                            "home",
                            List.of(),
                            Phase.ENDED,
                            0,
                            List.of(),
                            List.of(),
                            List.of(),
                            Optional.of(ending))));
        }
        assertGolden("endings.txt", text(all));
    }

    private static HomelabPlan plan() {
        return new HomelabPlan(
                "home",
                List.of(
                        target(
                                "nas",
                                Wave.RUNTIME,
                                List.of(
                                        new Desired<>(BLOG, new Thing("blog", "blog:2")),
                                        new Desired<>(WIKI, new Thing("wiki", "wiki:1"))),
                                List.of(ours(BLOG, "blog:1"), ours(OLD, "old:1"))),
                        target(
                                "dashboard",
                                Wave.PRESENTATION,
                                List.of(new Desired<>(WIKI, new Thing("wiki", "Wiki"))),
                                List.of())),
                CAUSES,
                RunRequest.usual(),
                List.of());
    }

    private static HomelabPlan inTheWay() {
        Observed<Thing> byHand = Observed.unowned(new Thing("wiki", "by hand"));
        return new HomelabPlan(
                "home",
                List.of(target(
                        "nas",
                        Wave.RUNTIME,
                        List.of(new Desired<>(WIKI, new Thing("wiki", "wiki:1"))),
                        List.of(byHand))),
                CAUSES,
                RunRequest.usual(),
                List.of());
    }

    private static HomelabPlan limited() {
        Planner planner = new Planner("home");
        List<Desired<Thing>> desired = List.of(
                new Desired<>(BLOG, new Thing("blog", "blog:2")), new Desired<>(WIKI, new Thing("wiki", "wiki:1")));
        List<Observed<Thing>> observed =
                List.of(Observed.unowned(new Thing("wiki", "by hand")), ours(BLOG, "blog:1"), ours(OLD, "old:1"));
        Plan<Thing> whole = planner.plan(desired, observed, Set.of("wiki"));
        Plan<Thing> plan = planner.narrow(whole, service -> !service.equals(OLD));
        List<RiskyChange> risky = plan.changes().stream()
                .map(change -> new RiskyChange("nas", change, Set.of(Risk.MORE_PEOPLE, Risk.RESTART)))
                .toList();
        TargetPlan nas = new TargetPlan("nas", Wave.RUNTIME, plan, planner.narrow(whole, OLD::equals), risky);
        Scope scope = Scope.everything().only("blog").only("wiki").without("dns");
        return new HomelabPlan("home", List.of(nas), CAUSES, RunRequest.usual().with(scope), List.of());
    }

    private static TargetPlan target(
            String name, Wave wave, List<Desired<Thing>> desired, List<Observed<Thing>> observed) {
        Planner planner = new Planner("home");
        Plan<Thing> plan = planner.plan(desired, observed);
        return new TargetPlan(name, wave, plan, planner.narrow(plan, service -> false), List.of());
    }

    private static Observed<Thing> ours(ServiceName service, String summary) {
        return Observed.ownedBy(new Owner("home", service), new Thing(service.value(), summary));
    }

    private static Report report(Ending ending) {
        Step made = new Step("nas", BLOG, Shape.UPDATE, "blog", "blog:2", Result.APPLIED, false, List.of());
        Step failed = new Step("nas", WIKI, Shape.CREATE, "wiki", "wiki:1", Result.FAILED, false, List.of(NO_SPACE));
        Step skipped = new Step("nas", WIKI, Shape.CREATE, "wiki2", "wiki:1", Result.SKIPPED, false, List.of());
        Step back = new Step("nas", WIKI, Shape.DELETE, "wiki", "wiki:1", Result.APPLIED, true, List.of());
        CheckResult answers = new CheckResult("blog.home.arpa/ answers", true, "answered 200");
        CheckResult leftOut = new CheckResult("its dependencies are verified", false, "skipped because wiki failed");
        return new Report(
                "20260101-000000",
                "home",
                List.of(),
                Phase.ENDED,
                3,
                List.of(made, failed, skipped, back),
                List.of(
                        new Verdict(BLOG, Status.GOOD, List.of(answers)),
                        new Verdict(OLD, Status.REMOVED, List.of()),
                        new Verdict(WIKI, Status.ROLLED_BACK, List.of()),
                        new Verdict(SEARCH, Status.LEFT_OUT, List.of(leftOut))),
                List.of(),
                Optional.of(ending));
    }

    private static Report looked(Ending ending) {
        CheckResult silent = new CheckResult("wiki.home.arpa/ answers", false, "answered 502");
        Status status = ending == Ending.DONE ? Status.GOOD : Status.FAILED;
        List<Verdict> verdicts =
                List.of(new Verdict(BLOG, Status.GOOD, List.of()), new Verdict(WIKI, status, List.of(silent)));
        return new Report("1", "home", List.of(), Phase.ENDED, 0, List.of(), verdicts, List.of(), Optional.of(ending));
    }

    private static List<String> lines(Report report) {
        List<String> lines = new ArrayList<>();
        report.steps().forEach(step -> lines.addAll(ReportText.lines(step)));
        lines.addAll(ReportText.verdicts(report));
        lines.add(ReportText.ending(report));
        return lines;
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
