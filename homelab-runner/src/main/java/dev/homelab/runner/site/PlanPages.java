// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.site;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Change;
import dev.homelab.provision.Change.Shape;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Risk;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.Resumption;
import dev.homelab.runner.TargetPlan;
import dev.homelab.runner.reason.Cause;
import dev.homelab.runner.reason.Comparison;
import dev.homelab.runner.record.PastChange;
import dev.homelab.runner.record.PastRun;
import dev.homelab.runner.render.Difference;
import dev.homelab.runner.render.PlanText;
import dev.homelab.runner.site.PlanPage.Counts;
import dev.homelab.runner.site.PlanPage.Kept;
import dev.homelab.runner.site.PlanPage.Note;
import dev.homelab.runner.site.PlanPage.Row;
import dev.homelab.runner.site.PlanPage.ServiceChanges;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** Makes the data of pages from plans and recorded runs. Pure. */
public final class PlanPages {

    private static final String CONFLICT = "conflict";
    private static final String SEALED = "sealed:";

    private PlanPages() {}

    /**
     * The page of a plan.
     *
     * @param refusal why it would not be applied; empty if it would
     */
    public static PlanPage plan(HomelabPlan plan, List<Problem> refusal) {
        Map<ServiceName, List<Row>> rows = rows(plan, (target, change) -> true);
        plan.targets().forEach(target -> target.plan().conflicts().forEach(conflict -> add(rows, target, conflict)));
        List<ServiceChanges> services = services(rows);
        return new PlanPage(
                plan.homelab(),
                "Plan",
                plan.isEmpty() && services.isEmpty()
                        ? (plan.countLeftOut() > 0 ? "Nothing to do within these limits." : "Nothing to do.")
                        : PlanText.count(plan.count(), "change") + " for " + PlanText.count(services.size(), "service")
                                + ".",
                counts(services, plan.countUnchanged(), plan.countLeftOut()),
                plan.scope().text(),
                plan.resumption().map(PlanPages::resumption).orElse(List.of()),
                services,
                plan.servicesLeftOut().stream().map(ServiceName::value).toList(),
                notes(refusal),
                notes(plan.behind()),
                notes(plan.warnings()));
    }

    /** The page of what definitions ask for otherwise than earlier ones, without a look at any target. */
    public static PlanPage offline(String homelab, Comparison comparison) {
        Map<ServiceName, List<Row>> rows = new TreeMap<>();
        comparison
                .affected()
                .forEach((service, affected) -> affected.resources()
                        .forEach((resource, shape) -> rows.computeIfAbsent(service, s -> new ArrayList<>())
                                .add(new Row(
                                        word(shape),
                                        PlanText.symbol(shape),
                                        resource.replaceFirst("/.*", ""),
                                        resource,
                                        resource.replaceFirst("^[^/]*/", ""),
                                        List.of(),
                                        List.of(),
                                        affected.causes().stream()
                                                .map(Cause::text)
                                                .toList(),
                                        List.of(),
                                        "",
                                        ""))));
        List<ServiceChanges> services = services(rows);
        return new PlanPage(
                homelab,
                "Plan",
                "What definitions ask for otherwise than %s; no target was read.".formatted(comparison.earlier()),
                counts(services, -1, 0),
                List.of(),
                List.of(),
                services,
                List.of(),
                List.of(),
                List.of(),
                notes(comparison.leftOut()));
    }

    /** The page of what was changed by hand. */
    public static PlanPage drift(HomelabPlan plan) {
        Map<ServiceName, List<Row>> rows = rows(plan, plan::isDrift);
        plan.targets()
                .forEach(target -> target.plan().conflicts().stream()
                        .filter(conflict -> plan.causes().wasOurs(target.target(), conflict))
                        .forEach(conflict -> add(rows, target, conflict)));
        List<ServiceChanges> services = services(rows);
        long drifted = services.stream().mapToInt(one -> one.rows().size()).sum();
        String pending = plan.countPending() > 0
                ? " Pending, and no drift: " + PlanText.count(plan.countPending(), "change") + "."
                : "";
        return new PlanPage(
                plan.homelab(),
                "Drift",
                (services.isEmpty()
                                ? "Nothing was changed by hand."
                                : PlanText.count(drifted, "resource") + " changed by hand, for "
                                        + PlanText.count(services.size(), "service") + ".")
                        + pending,
                counts(services, -1, 0),
                List.of(),
                List.of(),
                services,
                List.of(),
                List.of(),
                notes(plan.behind()),
                List.of());
    }

    /**
     * The page of a recorded run.
     *
     * @param pictures what its changes made of what, as far as that is known
     */
    public static PlanPage run(String homelab, PastRun run, Map<PastChange, Change<?>> pictures) {
        Map<ServiceName, List<Row>> rows = new TreeMap<>();
        for (PastChange change : run.changes()) {
            Optional<Change<?>> picture = Optional.ofNullable(pictures.get(change));
            rows.computeIfAbsent(change.service(), s -> new ArrayList<>())
                    .add(new Row(
                            word(change.shape()),
                            PlanText.symbol(change.shape()),
                            change.target(),
                            change.key(),
                            picture.map(one -> one.resource().summary()).orElse(change.key()),
                            List.of(),
                            picture.map(PlanPages::differences).orElse(List.of()),
                            change.causes(),
                            List.of(),
                            progress(change.progress()),
                            firstLine(change.problem())));
        }
        List<ServiceChanges> services = services(rows);
        long made = run.changes().stream()
                .filter(change -> change.progress() == PastChange.Progress.MADE)
                .count();
        return new PlanPage(
                homelab,
                "Run " + run.run(),
                "%s of %s made, for %s."
                        .formatted(
                                made,
                                PlanText.count(run.changes().size(), "change"),
                                PlanText.count(services.size(), "service")),
                counts(services, -1, 0),
                List.of(),
                List.of(),
                services,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    static String progress(PastChange.Progress progress) {
        return switch (progress) {
            case PLANNED -> "not begun";
            case BEGUN -> "interrupted";
            case FAILED -> "failed";
            case MADE -> "made";
            case PUT_BACK -> "rolled back";
        };
    }

    static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static List<String> resumption(Resumption resumption) {
        List<String> lines = new ArrayList<>();
        lines.add(resumption
                .holder()
                .map(holder -> "Run %s is under way (the lock is held by %s). If it is interrupted, apply resumes it."
                        .formatted(resumption.run(), holder))
                .orElseGet(() -> "Run %s was interrupted, and apply resumes it.".formatted(resumption.run())));
        resumption.again().forEach(resource -> lines.add("Again: " + resource));
        if (!resumption.services().isEmpty()) {
            lines.add("Verified, or rolled back to before that run: "
                    + resumption.services().stream().map(ServiceName::value).collect(joining(", ")));
        }
        return lines;
    }

    private static Map<ServiceName, List<Row>> rows(HomelabPlan plan, BiPredicate<String, Change<?>> wanted) {
        Map<ServiceName, List<Row>> rows = new TreeMap<>();
        for (TargetPlan target : plan.targets()) {
            var leftovers = target.plan().leftovers();
            target.plan().changes().stream()
                    .filter(change -> wanted.test(target.target(), change))
                    .forEach(change -> rows.computeIfAbsent(change.service(), s -> new ArrayList<>())
                            .add(new Row(
                                    word(change.shape()),
                                    PlanText.symbol(change.shape()),
                                    target.target(),
                                    change.key(),
                                    change.resource().summary(),
                                    target.risks(change).stream()
                                            .map(Risk::word)
                                            .sorted()
                                            .toList(),
                                    differences(change),
                                    plan.causes().of(target.target(), change).stream()
                                            .map(Cause::text)
                                            .toList(),
                                    leftovers.getOrDefault(change.key(), List.of()).stream()
                                            .map(kept -> new Kept(
                                                    kept.name(), kept.removal().orElse("")))
                                            .toList(),
                                    "",
                                    "")));
        }
        return rows;
    }

    private static void add(Map<ServiceName, List<Row>> rows, TargetPlan target, Plan.Conflict<?> conflict) {
        String owner = conflict.existing()
                .owner()
                .map(one -> "It belongs to " + one + ".")
                .orElse("It is not managed by homelab.");
        rows.computeIfAbsent(conflict.desired().service(), s -> new ArrayList<>())
                .add(new Row(
                        CONFLICT,
                        "!",
                        target.target(),
                        conflict.desired().resource().key(),
                        conflict.existing().resource().summary(),
                        List.of(),
                        List.of(),
                        List.of("already exists. " + owner),
                        List.of(),
                        "",
                        ""));
    }

    /** A secret is not even shown by the fingerprint of its sealed form. */
    private static List<Difference> differences(Change<?> change) {
        return Difference.of(change).stream()
                .map(one -> new Difference(one.path(), withoutSecret(one.before()), withoutSecret(one.after())))
                .toList();
    }

    private static Optional<String> withoutSecret(Optional<String> value) {
        return value.map(text -> text.startsWith(SEALED) ? "secret" : text);
    }

    private static List<ServiceChanges> services(Map<ServiceName, List<Row>> rows) {
        return rows.entrySet().stream()
                .map(entry -> new ServiceChanges(entry.getKey().value(), List.copyOf(entry.getValue())))
                .sorted(Comparator.comparing(service -> service.rows().stream().noneMatch(PlanPages::isGrave)))
                .toList();
    }

    private static boolean isGrave(Row row) {
        return row.shape().equals("delete")
                || row.shape().equals(CONFLICT)
                || !row.risks().isEmpty();
    }

    private static Counts counts(List<ServiceChanges> services, int unchanged, int skipped) {
        Map<String, Integer> shapes = services.stream()
                .flatMap(service -> service.rows().stream())
                .collect(toMap(Row::shape, row -> 1, Integer::sum));
        int risky = (int) services.stream()
                .flatMap(service -> service.rows().stream())
                .filter(row -> !row.risks().isEmpty())
                .count();
        return new Counts(
                shapes.getOrDefault("create", 0),
                shapes.getOrDefault("update", 0),
                shapes.getOrDefault("delete", 0),
                shapes.getOrDefault(CONFLICT, 0),
                services.size(),
                unchanged,
                risky,
                skipped);
    }

    private static String word(Shape shape) {
        return shape.name().toLowerCase(Locale.ROOT);
    }

    private static List<Note> notes(List<Problem> problems) {
        return problems.stream()
                .map(problem -> new Note(problem.summary(), problem.where().render(), problem.detail(), problem.fix()))
                .toList();
    }
}
