// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static dev.homelab.runner.render.PlanText.pad;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.problem.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The services of a catalog as a person reads them: by category, a line each. */
public final class ListText {

    private ListText() {}

    /** Returns the lines. */
    public static List<String> lines(Catalog catalog) {
        List<Definition> definitions = catalog.definitions().stream()
                .sorted(Comparator.comparing(Definition::category)
                        .thenComparing(definition -> definition.service().name()))
                .toList();
        if (definitions.isEmpty()) {
            return List.of("No service is defined.");
        }
        int name = widest(definitions, service -> service.name().value());
        int host = widest(definitions, ListText::host);
        List<String> lines = new ArrayList<>();
        String category = "";
        for (Definition definition : definitions) {
            if (!definition.category().equals(category)) {
                category = definition.category();
                lines.add(category);
            }
            Service service = definition.service();
            lines.add("  %s  %s  %s"
                    .formatted(pad(service.name().value(), name), pad(host(service), host), url(service, catalog))
                    .stripTrailing());
        }
        return Printable.lines(lines);
    }

    private static int widest(List<Definition> definitions, Function<Service, String> column) {
        return definitions.stream()
                .map(Definition::service)
                .map(column)
                .mapToInt(String::length)
                .max()
                .orElse(0);
    }

    private static String host(Service service) {
        return service.host().orElse("-");
    }

    private static String url(Service service, Catalog catalog) {
        return service.firstPage()
                .map(route -> route.visitUrl(catalog.inventory()).toString())
                .orElse("");
    }
}
