// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.adapter.gitlab.MergeRequestNote;
import dev.homelab.problem.Problem;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.SavedPlan;
import dev.homelab.runner.cli.option.Definitions;
import dev.homelab.runner.cli.option.HtmlOption;
import dev.homelab.runner.cli.option.Limits;
import dev.homelab.runner.cli.option.RunDirectoryOption;
import dev.homelab.runner.cli.option.Since;
import dev.homelab.runner.cli.option.TimingsOption;
import dev.homelab.runner.pipeline.Job;
import dev.homelab.runner.pipeline.RunDirectory;
import dev.homelab.runner.reason.Comparison;
import dev.homelab.runner.render.AffectedText;
import dev.homelab.runner.render.GitLab;
import dev.homelab.runner.render.Json;
import dev.homelab.runner.render.PlanText;
import dev.homelab.runner.render.ReportText;
import dev.homelab.runner.site.Pages;
import dev.homelab.runner.site.PlanPage;
import dev.homelab.runner.site.PlanPages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what apply would do. */
@Command(
        name = "plan",
        description = "Show what apply would do. Writes nothing, anywhere.",
        footer = {
            "  homelab plan",
            "  homelab plan --only photos --only wiki",
            "  homelab plan --changed --check",
            "  homelab plan --target traefik-main --without pihole-attic",
            "  homelab plan --out plan.json --timings",
            "  homelab plan --html plan.html",
            "  homelab plan --offline --since origin/main..."
        })
final class PlanCommand extends DefinitionsCommand {

    @Mixin
    private Limits limits = new Limits();

    @Option(names = "--check", description = "End with 2 if anything is to be done.")
    private boolean check;

    @Option(names = "--out", paramLabel = "FILE", description = "Save the plan, for apply --plan.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--offline",
            description =
                    "Ask no target and need no secret: compare definitions with those of --since. For those who may not"
                            + " know any, such as the pipeline of a merge request.")
    private boolean offline;

    @Mixin
    private Since since = new Since();

    @Mixin
    private RunDirectoryOption handed = new RunDirectoryOption();

    @Mixin
    private HtmlOption html = new HtmlOption();

    @Mixin
    private TimingsOption timings = new TimingsOption();

    @Override
    Homelab read(Definitions chosen) {
        return offline || since.isGiven() ? chosen.read() : chosen.readConnecting(limits.without());
    }

    @Override
    Optional<TimingsOption> timings() {
        return Optional.of(timings);
    }

    @Override
    void leave(Report report) {
        handed.leave(Job.PLAN, report);
    }

    @Override
    void end() {
        since.close();
    }

    @Override
    Ending run(Homelab homelab, Terminal terminal, boolean json) {
        if (offline != since.isGiven()) {
            throw limits.wrongUsage("--offline and --since need each other.");
        }
        return offline ? offline(homelab, terminal, json) : online(homelab, terminal, json);
    }

    private Ending online(Homelab homelab, Terminal terminal, boolean json) {
        HomelabPlan plan =
                homelab.plan(limits.request(environment(), definitions().git()).with(runOptions()));
        List<Problem> refusal = homelab.refusal(plan);
        handed.folder().ifPresent(folder -> keep(plan, refusal, folder));
        html.write(() -> PlanPages.plan(plan, refusal), masker());
        if (json) {
            terminal.line(Json.of(plan, refusal));
        } else {
            terminal.plan(PlanText.lines(plan));
        }
        if (!json) {
            terminal.warnings(plan.warnings());
            terminal.warnings(plan.behind());
        }
        if (!refusal.isEmpty()) {
            if (!json) {
                terminal.problems(refusal, false);
            }
            return Ending.REFUSED;
        }
        out.ifPresent(file -> SavedPlan.of(plan).write(file));
        if (terminal.isInteractive() && !json && !plan.isEmpty()) {
            terminal.line("Next:\n\n  " + next());
        }
        return ending(
                plan.isEmpty() && plan.behind().isEmpty() && plan.resumption().isEmpty());
    }

    /** A saved plan has the limits it was made with. */
    private String next() {
        return out.map(file -> again("apply", Set.of("--services", "--inventory", "--plugins", "--no-code")::contains)
                        + " --plan " + file)
                .orElseGet(() -> again(
                        "apply",
                        name -> !Set.of("--check", "--timings", "--html").contains(name)));
    }

    /** A plan that would be refused is not handed on. */
    private void keep(HomelabPlan plan, List<Problem> refusal, RunDirectory folder) {
        List<String> text = new ArrayList<>(PlanText.lines(plan));
        ReportText.warnings(plan.warnings()).lines().forEach(text::add);
        ReportText.warnings(plan.behind()).lines().forEach(text::add);
        ReportText.problems(refusal).lines().forEach(text::add);
        note(text, folder, PlanPages.plan(plan, refusal));
        folder.write("terraform.json", GitLab.terraform(plan));
        Report report = Report.begin("", plan.homelab(), List.of());
        if (!refusal.isEmpty()) {
            leave(report.ended(Ending.REFUSED, List.of(), refusal));
            return;
        }
        folder.save(SavedPlan.of(plan));
        if (!plan.behind().isEmpty()) {
            leave(report.ended(Ending.DONE, List.of(), plan.behind()));
        }
    }

    private Ending offline(Homelab homelab, Terminal terminal, boolean json) {
        Comparison comparison = since.compare(homelab, definitions());
        String name = homelab.catalog().catalog().inventory().homelab();
        List<String> text = AffectedText.plan(name, comparison);
        html.write(() -> PlanPages.offline(name, comparison), masker());
        handed.folder().ifPresent(folder -> {
            note(text, folder, PlanPages.offline(name, comparison));
            folder.write("terraform.json", GitLab.terraform(comparison.affected()));
        });
        terminal.lines(json ? List.of(Json.of(comparison)) : text);
        return ending(comparison.affected().values().stream()
                .allMatch(one -> one.resources().isEmpty()));
    }

    private void note(List<String> text, RunDirectory folder, PlanPage page) {
        folder.write("plan.html", masker().mask(new Pages().of(page)));
        String note = masker().mask(GitLab.note(text) + GitLab.pageOfPlan(environment()));
        folder.write("plan.md", note);
        MergeRequestNote.of(environment()).ifPresent(request -> request.write(note));
    }

    private Ending ending(boolean isEmpty) {
        return check && !isEmpty ? Ending.PENDING : Ending.DONE;
    }
}
