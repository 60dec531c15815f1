// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.TargetPlan;
import dev.homelab.runner.cause.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A plan as a person reads it: by service, each with what happens to it on which target. */
public final class PlanText {

    private static final int MOST_DIFFERENCES = 12;

    private PlanText() {}

    /**
     * Returns the lines of a plan; what is in its way is not among them. A cause stands beside the service if all of its
     * changes share it, and otherwise below each of them.
     */
    public static List<String> lines(HomelabPlan plan) {
        Map<ServiceName, List<Line>> services = byService(plan);
        List<String> lines = new ArrayList<>();
        lines.add(heading(plan, services.size()));
        services.forEach((service, changes) -> {
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
        return lines;
    }

    /** One change, what it makes different, and why it is made. */
    private record Line(String text, List<String> differences, List<String> causes) {}

    /** Returns the sign that stands for a kind of change. */
    public static String symbol(Change.Shape shape) {
        return switch (shape) {
            case CREATE -> "+";
            case UPDATE -> "~";
            case DELETE -> "-";
        };
    }

    private static Map<ServiceName, List<Line>> byService(HomelabPlan plan) {
        Map<ServiceName, List<Line>> services = new TreeMap<>();
        int width = plan.targets().stream()
                .mapToInt(target -> target.target().length())
                .max()
                .orElse(0);
        for (TargetPlan target : plan.targets()) {
            String name = pad(target.target(), width);
            for (Change<?> change : target.plan().changes()) {
                String text = "    %s %s  %s"
                        .formatted(
                                symbol(change.shape()), name, change.resource().summary());
                List<String> causes = plan.causes().of(target.target(), change).stream()
                        .map(Cause::text)
                        .toList();
                services.computeIfAbsent(change.service(), s -> new ArrayList<>())
                        .add(new Line(text, differences(change), causes));
            }
        }
        return services;
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

    private static String heading(HomelabPlan plan, int services) {
        if (plan.isEmpty()) {
            return "Nothing to do: homelab \"%s\" is as its definitions say.".formatted(plan.homelab());
        }
        return "Plan for homelab \"%s\": %d to create, %d to update, %d to delete, for %s."
                .formatted(
                        plan.homelab(),
                        plan.count(Change.Shape.CREATE),
                        plan.count(Change.Shape.UPDATE),
                        plan.count(Change.Shape.DELETE),
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
