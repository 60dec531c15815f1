// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Printable;
import dev.homelab.provision.Change;
import dev.homelab.provision.Plan;
import dev.homelab.provision.RetainedData;
import dev.homelab.provision.Risk;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.Resumption;
import dev.homelab.runner.TargetPlan;
import dev.homelab.runner.reason.Cause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** A plan as a person reads it: by service, each with what happens to it on which target. */
public final class PlanText {

    private static final int MOST_DIFFERENCES = 12;

    /** So many services a person may read through; of more, those that lose something or bear a risk come first. */
    static final int MOST_SERVICES = 200;

    private PlanText() {}

    /**
     * Returns the lines of a plan, its summary last; conflicts are not among them. A cause stands beside the service if all of its
     * changes share it, and otherwise below each of them.
     */
    public static List<String> lines(HomelabPlan plan) {
        Map<ServiceName, List<Line>> services = byService(plan, (target, change) -> true);
        List<String> lines = new ArrayList<>(plan.scope().text());
        lines.addAll(lines(services));
        plan.resumption().ifPresent(resumption -> lines.addAll(lines(resumption)));
        if (plan.countLeftOut() > 0) {
            lines.add("Skipped: %s, for %s."
                    .formatted(count(plan.countLeftOut(), "change"), names(plan.servicesLeftOut())));
        }
        lines.add(summary(plan, services.size()));
        return Printable.lines(lines);
    }

    private static List<String> lines(Resumption resumption) {
        List<String> lines = new ArrayList<>();
        lines.add(resumption
                .holder()
                .map(holder -> "Run %s is under way (the lock is held by %s). If it is interrupted, apply resumes it:"
                        .formatted(resumption.run(), holder))
                .orElseGet(() -> "Run %s was interrupted, and apply resumes it:".formatted(resumption.run())));
        resumption.again().forEach(resource -> lines.add("    again: " + resource));
        if (!resumption.services().isEmpty()) {
            lines.add("    verified, or rolled back to before that run: " + names(resumption.services()));
        }
        return lines;
    }

    /**
     * Returns the lines of what was changed by hand at a target. What definitions ask for is counted only.
     */
    public static List<String> drift(HomelabPlan plan) {
        if (!plan.hasDrift()) {
            return pending(plan, "No drift: nothing of homelab \"%s\" was changed by hand.".formatted(plan.homelab()));
        }
        Map<ServiceName, List<Line>> services = byService(plan, plan::isDrift);
        for (TargetPlan target : plan.targets()) {
            target.plan().conflicts().stream()
                    .filter(conflict -> plan.causes().wasOurs(target.target(), conflict))
                    .forEach(conflict -> services.computeIfAbsent(
                                    conflict.desired().service(), s -> new ArrayList<>())
                            .add(replaced(target.target(), conflict)));
        }
        long drifted = services.values().stream().mapToInt(List::size).sum();
        List<String> lines = new ArrayList<>();
        lines.add("Drift in homelab \"%s\": %s changed by hand, for %s."
                .formatted(plan.homelab(), count(drifted, "resource"), count(services.size(), "service")));
        lines.addAll(lines(services));
        return pending(plan, lines.toArray(String[]::new));
    }

    private static Line replaced(String target, Plan.Conflict<?> conflict) {
        return new Line(
                "    ! %s  %s".formatted(target, conflict.existing().resource().summary()),
                List.of(),
                List.of("replaced by hand: conflict"),
                true);
    }

    private static List<String> pending(HomelabPlan plan, String... before) {
        List<String> lines = new ArrayList<>(List.of(before));
        if (plan.countPending() > 0) {
            lines.add("Pending, and no drift: %s.".formatted(count(plan.countPending(), "change")));
        }
        return Printable.lines(lines);
    }

    private static String names(Collection<ServiceName> services) {
        String some =
                services.stream().limit(MOST_SERVICES).map(ServiceName::value).collect(joining(", "));
        return services.size() > MOST_SERVICES
                ? some + " and %d more".formatted(services.size() - MOST_SERVICES)
                : some;
    }

    /** Says how many services are not shown; nothing if all are. */
    static List<String> more(int services) {
        return services > MOST_SERVICES
                ? List.of("  and %s; --json has all of them".formatted(count(services - MOST_SERVICES, "more service")))
                : List.of();
    }

    private static List<String> lines(Map<ServiceName, List<Line>> services) {
        Set<ServiceName> shown = services.entrySet().stream()
                .sorted(comparing(entry -> entry.getValue().stream().noneMatch(Line::isGrave)))
                .limit(MOST_SERVICES)
                .map(Map.Entry::getKey)
                .collect(toSet());
        List<String> lines = new ArrayList<>();
        services.forEach((service, changes) -> {
            if (!shown.contains(service)) {
                return;
            }
            List<String> shared = changes.get(0).causes();
            boolean isShared =
                    changes.stream().allMatch(change -> change.causes().equals(shared));
            lines.add("  " + service + (isShared ? "  (" + String.join("; ", shared) + ")" : ""));
            changes.forEach(change -> {
                lines.add(change.text());
                lines.addAll(change.differences());
                if (!isShared) {
                    change.causes().forEach(cause -> lines.add("        " + cause));
                }
            });
        });
        lines.addAll(more(services.size()));
        return lines;
    }

    /** One change, what it makes different or leaves behind, why it is made, and whether it deletes or bears a risk. */
    private record Line(String text, List<String> differences, List<String> causes, boolean isGrave) {}

    /** Returns the sign that stands for a kind of change. */
    public static String symbol(Change.Shape shape) {
        return switch (shape) {
            case CREATE -> "+";
            case UPDATE -> "~";
            case DELETE -> "-";
        };
    }

    private static Map<ServiceName, List<Line>> byService(HomelabPlan plan, BiPredicate<String, Change<?>> wanted) {
        Map<ServiceName, List<Line>> services = new TreeMap<>();
        int width = plan.targets().stream()
                .mapToInt(target -> target.target().length())
                .max()
                .orElse(0);
        for (TargetPlan target : plan.targets()) {
            String name = pad(target.target(), width);
            Map<String, List<RetainedData>> leftovers = target.plan().leftovers();
            target.plan().changes().stream()
                    .filter(change -> wanted.test(target.target(), change))
                    .forEach(change -> services.computeIfAbsent(change.service(), s -> new ArrayList<>())
                            .add(line(plan, target, change, name, leftovers)));
        }
        return services;
    }

    private static String text(RetainedData leftover) {
        return "        kept: " + leftover.name()
                + leftover.removal()
                        .map(command -> " (delete manually: " + command + ")")
                        .orElse("");
    }

    private static List<String> differences(Change<?> change) {
        List<Difference> all = Difference.of(change);
        List<String> lines = new ArrayList<>();
        all.stream().limit(MOST_DIFFERENCES).forEach(difference -> lines.add("        " + difference.text()));
        if (all.size() > MOST_DIFFERENCES) {
            lines.add("        and %d more; --json has all of them".formatted(all.size() - MOST_DIFFERENCES));
        }
        return lines;
    }

    private static Line line(
            HomelabPlan plan,
            TargetPlan target,
            Change<?> change,
            String name,
            Map<String, List<RetainedData>> leftovers) {
        String risks = target.risks(change).stream().map(Risk::word).collect(joining(", "));
        String text = "    %s %s  %s%s"
                .formatted(
                        symbol(change.shape()),
                        name,
                        change.resource().summary(),
                        risks.isEmpty() ? "" : "  [risk: " + risks + "]");
        List<String> causes = plan.causes().of(target.target(), change).stream()
                .map(Cause::text)
                .toList();
        List<String> differences = differences(change);
        leftovers.getOrDefault(change.key(), List.of()).forEach(leftover -> differences.add(text(leftover)));
        return new Line(text, differences, causes, !risks.isEmpty() || change.shape() == Change.Shape.DELETE);
    }

    private static String summary(HomelabPlan plan, int services) {
        if (plan.isEmpty() && plan.countLeftOut() > 0) {
            return "Nothing to do within these limits.";
        }
        if (plan.isEmpty()) {
            return "Nothing to do: homelab \"%s\" is as its definitions say.".formatted(plan.homelab());
        }
        return "Plan for homelab \"%s\": %d to create, %d to update, %d to delete, %d unchanged, for %s."
                .formatted(
                        plan.homelab(),
                        plan.count(Change.Shape.CREATE),
                        plan.count(Change.Shape.UPDATE),
                        plan.count(Change.Shape.DELETE),
                        plan.countUnchanged(),
                        count(services, "service"));
    }

    /** Returns a number and what is counted, such as "1 service" or "2 services". */
    public static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
