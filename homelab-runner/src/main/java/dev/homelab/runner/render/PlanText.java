// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import dev.homelab.model.name.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.TargetPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A plan as a person reads it: by service, each with what happens to it on which target. */
public final class PlanText {

    private PlanText() {}

    /** Returns the lines of a plan. */
    public static List<String> lines(HomelabPlan plan) {
        Map<ServiceName, List<String>> services = new TreeMap<>();
        int width = plan.targets().stream()
                .mapToInt(target -> target.target().length())
                .max()
                .orElse(0);
        for (TargetPlan target : plan.targets()) {
            for (Change<?> change : target.plan().changes()) {
                String line = "    %s %s  %s"
                        .formatted(
                                symbol(change.shape()),
                                pad(target.target(), width),
                                change.resource().summary());
                services.computeIfAbsent(change.service(), s -> new ArrayList<>())
                        .add(line);
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(heading(plan, services.size()));
        services.forEach((service, changes) -> {
            lines.add("  " + service);
            lines.addAll(changes);
        });
        return lines;
    }

    /** Returns the sign that stands for a kind of change. */
    public static String symbol(Change.Shape shape) {
        return switch (shape) {
            case CREATE -> "+";
            case UPDATE -> "~";
            case DELETE -> "-";
        };
    }

    private static String heading(HomelabPlan plan, int services) {
        if (plan.count() == 0) {
            return "Nothing to do: homelab \"%s\" is as its definitions say.".formatted(plan.homelab());
        }
        return "Plan for homelab \"%s\": %d to create, %d to update, %d to delete, for %s."
                .formatted(
                        plan.homelab(),
                        plan.count(Change.Shape.CREATE),
                        plan.count(Change.Shape.UPDATE),
                        plan.count(Change.Shape.DELETE),
                        services == 1 ? "1 service" : services + " services");
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
