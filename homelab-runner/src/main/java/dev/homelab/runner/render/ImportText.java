// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.problem.Printable;
import dev.homelab.runner.importer.Conversion;
import dev.homelab.runner.importer.MovedSecret;
import dev.homelab.runner.importer.NotCarried;
import dev.homelab.runner.importer.live.TargetFindings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an import wrote, and what it could not carry, as lines and as JSON. Names secrets, and shows none. */
public final class ImportText {

    private ImportText() {}

    /**
     * Returns the lines about one new definition.
     *
     * @param file where it is
     */
    public static List<String> lines(Conversion conversion, String file) {
        List<String> lines = new ArrayList<>();
        lines.add("+ %s  %s".formatted(conversion.name(), Printable.line(file)));
        conversion.notCarried().forEach(lost -> lines.add("    not carried: " + text(lost)));
        if (!conversion.raw().isEmpty()) {
            lines.add("    as in Compose: " + Printable.line(String.join(", ", conversion.raw())));
        }
        byGoal(conversion)
                .forEach((goal, keys) -> lines.add(
                        "    now %s: %s".formatted(Printable.line(goal), Printable.line(String.join(", ", keys)))));
        conversion.secrets().forEach(secret -> lines.add("    secret: " + text(secret)));
        conversion.notes().forEach(note -> lines.add("    note: " + Printable.line(note)));
        return lines;
    }

    /** Returns the lines about routes of proxies that lead to none of the projects. */
    public static List<String> otherRoutes(List<NotCarried> routes) {
        return routes.stream()
                .map(route -> "not carried: route %s%s"
                        .formatted(
                                text(route),
                                route.where().render().isEmpty()
                                        ? ""
                                        : " (" + Printable.line(route.where().render()) + ")"))
                .toList();
    }

    /** Returns the lines about what one target holds of the services. */
    public static List<String> lines(TargetFindings found) {
        List<String> lines = new ArrayList<>();
        if (!found.isAsked()) {
            lines.add("%s: not asked".formatted(found.target()));
            found.problems()
                    .forEach(problem -> lines.add(
                            "    " + Printable.line("%s: %s".formatted(problem.summary(), problem.detail()))));
            return lines;
        }
        lines.add("%s: %d of these services, %d of others"
                .formatted(found.target(), found.parts().size(), found.others()));
        found.parts().stream()
                .filter(part -> part.notCarried().isEmpty() || !part.keys().isEmpty())
                .forEach(part -> lines.add("    %s  %s%s"
                        .formatted(
                                part.service(),
                                Printable.line(part.resource()),
                                part.keys().isEmpty()
                                        ? ""
                                        : " -> " + String.join(", ", part.keys().keySet()))));
        found.lost()
                .forEach(loss -> lines.add("    %s  not carried: %s"
                        .formatted(loss.service(), Printable.line("%s: %s".formatted(loss.key(), loss.reason())))));
        found.removals()
                .forEach(removal -> lines.add("    by hand, once this is applied: " + Printable.line(removal.text())));
        return lines;
    }

    /** Returns what one target holds of the services as programs read it. */
    static void add(ArrayNode targets, TargetFindings found) {
        ObjectNode one = targets.addObject().put("target", found.target()).put("asked", found.isAsked());
        ArrayNode parts = one.putArray("resources");
        found.parts().forEach(part -> {
            ArrayNode keys = parts.addObject()
                    .put("service", part.service().value())
                    .put("resource", part.resource())
                    .putArray("keys");
            part.keys().keySet().forEach(keys::add);
        });
        ArrayNode lost = one.putArray("notCarried");
        found.lost()
                .forEach(loss -> lost.addObject()
                        .put("service", loss.service())
                        .put("key", loss.key())
                        .put("reason", loss.reason()));
        one.put("others", found.others());
        ArrayNode removals = one.putArray("removals");
        found.removals().forEach(removal -> {
            ArrayNode lines = removals.addObject()
                    .put("file", removal.file())
                    .put("what", removal.what())
                    .putArray("lines");
            removal.lines().forEach(lines::add);
        });
        ArrayNode problems = one.putArray("problems");
        found.problems()
                .forEach(problem -> problems.addObject()
                        .put("summary", problem.summary())
                        .put("detail", problem.detail())
                        .put("fix", problem.fix()));
    }

    /** Returns how many definitions there are, and how much they carry. */
    public static String summary(List<Conversion> conversions) {
        if (conversions.isEmpty()) {
            return "No new definitions: every project has one.";
        }
        long whole =
                conversions.stream().filter(one -> one.notCarried().isEmpty()).count();
        int secrets = conversions.stream().mapToInt(one -> one.secrets().size()).sum();
        return "%s written, %d without loss; %s to provide."
                .formatted(PlanText.count(conversions.size(), "definition"), whole, PlanText.count(secrets, "secret"));
    }

    /** Returns one new definition as programs read it. */
    static ObjectNode add(ArrayNode services, Conversion conversion, String file) {
        ObjectNode one =
                services.addObject().put("service", conversion.name().value()).put("file", file);
        ArrayNode lost = one.putArray("notCarried");
        conversion
                .notCarried()
                .forEach(missing -> lost.addObject().put("key", missing.key()).put("reason", missing.reason()));
        ArrayNode raw = one.putArray("raw");
        conversion.raw().forEach(raw::add);
        ArrayNode secrets = one.putArray("secrets");
        conversion
                .secrets()
                .forEach(secret -> secrets.addObject()
                        .put("variable", secret.variable())
                        .put("key", secret.key())
                        .put("known", !secret.value().isEmpty()));
        ArrayNode carried = one.putArray("carried");
        conversion
                .carried()
                .forEach(part -> carried.addObject().put("key", part.key()).put("to", part.to()));
        ArrayNode notes = one.putArray("notes");
        conversion.notes().forEach(notes::add);
        return one;
    }

    private static Map<String, List<String>> byGoal(Conversion conversion) {
        Map<String, List<String>> goals = new LinkedHashMap<>();
        conversion
                .carried()
                .forEach(part -> goals.computeIfAbsent(part.to(), any -> new ArrayList<>())
                        .add(part.key()));
        return goals;
    }

    private static String text(NotCarried lost) {
        return Printable.line("%s: %s".formatted(lost.key(), lost.reason()));
    }

    private static String text(MovedSecret secret) {
        return Printable.line("%s, from %s%s"
                .formatted(secret.variable(), secret.key(), secret.value().isEmpty() ? " (value not known)" : ""));
    }
}
