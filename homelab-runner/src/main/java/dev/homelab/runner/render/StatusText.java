// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static dev.homelab.runner.render.PlanText.count;
import static dev.homelab.runner.render.PlanText.pad;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.homelab.problem.Printable;
import dev.homelab.runner.HomelabStatus;
import dev.homelab.runner.ServiceStatus;
import dev.homelab.runner.ServiceStatus.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** How services are, as a person reads it: by host, a line each, and below it what speaks against it. */
public final class StatusText {

    private static final String NO_HOST = "no host";

    private StatusText() {}

    /** Returns the lines, and a summary as the last one. */
    public static List<String> lines(HomelabStatus status) {
        if (status.services().isEmpty()) {
            return List.of("No service is defined.");
        }
        Map<String, List<ServiceStatus>> byHost = status.services().stream()
                .collect(groupingBy(service -> service.host().orElse(NO_HOST), TreeMap::new, toList()));
        int name = widest(status, service -> service.service().value());
        int health = widest(status, StatusText::state);
        int image = widest(status, StatusText::image);
        List<String> lines = new ArrayList<>();
        byHost.forEach((host, services) -> {
            lines.add(host);
            services.forEach(service -> {
                lines.add("  %s  %s  %s  %s"
                        .formatted(
                                pad(service.service().value(), name),
                                pad(state(service), health),
                                pad(image(service), image),
                                String.join("  ", place(service)))
                        .stripTrailing());
                service.findings().forEach(finding -> lines.add("    ! " + finding));
            });
        });
        lines.add(summary(status));
        return Printable.lines(lines);
    }

    private static int widest(HomelabStatus status, Function<ServiceStatus, String> column) {
        return status.services().stream()
                .map(column)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static String state(ServiceStatus service) {
        String health = service.health().name().toLowerCase(Locale.ROOT);
        if (service.health() == Health.NEW || service.health() == Health.UNDEFINED) {
            return health;
        }
        String drift = service.drift() == 0 ? "" : ", drift";
        String pending = service.pending() == 0 ? "" : ", %d pending".formatted(service.pending());
        return health + drift + pending;
    }

    private static String image(ServiceStatus service) {
        return switch (service.images().size()) {
            case 0 -> "-";
            case 1 -> service.images().get(0);
            default ->
                "%s and %d more"
                        .formatted(service.images().get(0), service.images().size() - 1);
        };
    }

    private static List<String> place(ServiceStatus service) {
        Stream<String> url = service.urls().stream().limit(1);
        Stream<String> run = service.lastRun().stream()
                .map(last -> "run %s %s"
                        .formatted(
                                last.run(), last.ending().map(HistoryText::word).orElse("interrupted")));
        return Stream.concat(url, run).toList();
    }

    private static String summary(HomelabStatus status) {
        long healthy = status.services().stream()
                .filter(service -> service.health() == Health.HEALTHY)
                .count();
        long drifted = status.services().stream()
                .filter(service -> service.drift() > 0)
                .count();
        long pending = status.services().stream()
                .filter(service -> service.pending() > 0)
                .count();
        return "%d of %s healthy%s%s."
                .formatted(
                        healthy,
                        count(status.services().size(), "service"),
                        drifted == 0 ? "" : ", %d changed by hand (homelab drift)".formatted(drifted),
                        pending == 0 ? "" : ", %d not as defined (homelab plan)".formatted(pending));
    }
}
