// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static java.util.stream.Collectors.joining;

import dev.homelab.model.Catalog;
import dev.homelab.model.Completion;
import dev.homelab.model.Definition;
import dev.homelab.model.Inherited;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.Widget;
import dev.homelab.model.container.Restart;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.ProxySettings;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.model.io.ServiceWriter;
import dev.homelab.model.value.Hostname;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Printable;
import dev.homelab.problem.Where;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a definition comes to.
 *
 * @param service its name
 * @param definition the text of it with everything filled in that it leaves to the inventory
 * @param origins where each filled-in part comes from, by its path
 * @param builtIn what counts although neither the definition nor the inventory says it, by path
 */
public record Explanation(String service, String definition, Map<String, String> origins, Map<String, String> builtIn) {

    private static final int COLUMN = 48;

    /** Explains a definition of a complete catalog. */
    public static Explanation of(Definition definition, Catalog catalog) {
        Map<String, String> origins = inherited(definition.inherited());
        definition.filled().forEach((path, origin) -> {
            Where where = origin.startsWith(Completion.LOCK)
                    ? catalog.lock().positions().at(origin.substring(Completion.LOCK.length()))
                    : catalog.inventoryPositions().at(origin);
            origins.put(path, where.render());
        });
        return new Explanation(
                definition.service().name().value(),
                ServiceWriter.write(definition.service()),
                origins,
                builtIn(definition, catalog.inventory()));
    }

    private static Map<String, String> inherited(Inherited inherited) {
        Map<String, String> origins = new LinkedHashMap<>();
        inherited.parts().forEach((path, source) -> origins.put(path, source.place()));
        inherited.named().forEach((path, names) -> {
            String values = names.stream()
                    .distinct()
                    .flatMap(name -> Optional.ofNullable(inherited.values().get(name)).stream()
                            .map(source -> "${values.%s} %s".formatted(name, source.place())))
                    .collect(joining(", "));
            origins.merge(path, values, (one, other) -> one + ", " + other);
        });
        return origins;
    }

    /** Returns the definition with its origins as comments, for a person. */
    public String text() {
        Map<Integer, String> remarks = remarks();
        List<String> lines = new ArrayList<>();
        for (String line : definition.lines().toList()) {
            String origin = remarks.get(lines.size() + 1);
            lines.add(origin == null ? line : PlanText.pad(line, COLUMN) + "  # " + origin);
        }
        lines.add("# Defaults:");
        builtIn.forEach((path, value) -> lines.add("#   " + path + ": " + value));
        return String.join("\n", Printable.lines(lines)) + "\n";
    }

    /** Returns where lines of the definition come from that the inventory filled in, by the number of the line. */
    public Map<Integer, String> remarks() {
        Positions positions = CatalogReader.positions(definition, service);
        Map<Integer, String> remarks = new TreeMap<>();
        origins.forEach((path, origin) -> Optional.ofNullable(positions.places().get(path))
                .ifPresent(place -> remarks.putIfAbsent(place.line(), origin)));
        return remarks;
    }

    private static Map<String, String> builtIn(Definition definition, Inventory inventory) {
        Service service = definition.service();
        Map<String, String> values = new LinkedHashMap<>();
        if (service.title().isEmpty()) {
            values.put("title", service.displayName());
        }
        containers(service, values);
        routes(service, inventory, values);
        tiles(definition, values);
        if (service.verify().isEmpty() && !service.routes().isEmpty()) {
            values.put(
                    "verify",
                    "the first page of every route " + (service.requiresLogin() ? "leads to the sign-in" : "answers"));
        }
        return values;
    }

    private static void tiles(Definition definition, Map<String, String> values) {
        List<Widget> tiles = definition.service().widget();
        for (int i = 0; i < tiles.size(); i++) {
            Widget tile = tiles.get(i);
            String path = tiles.size() == 1 ? "widget" : "widget[" + i + "]";
            if (tile.page().isEmpty()) {
                values.put(path + ".page", tile.pageOrDefault());
            }
            if (tile.group().isEmpty() && !tile.isRaw()) {
                values.put(path + ".group", tile.groupIn(definition.category()));
            }
        }
    }

    private static void containers(Service service, Map<String, String> values) {
        if (service.project().isEmpty() && !service.containers().isEmpty()) {
            values.put("project", service.projectName());
        }
        service.containers().forEach((name, container) -> {
            if (container.containerName().isEmpty()) {
                values.put("containers." + name + ".containerName", service.containerName(name));
            }
            if (container.restart().isEmpty()) {
                values.put("containers." + name + ".restart", Restart.USUAL.value());
            }
        });
    }

    private static void routes(Service service, Inventory inventory, Map<String, String> values) {
        for (int i = 0; i < service.routes().size(); i++) {
            Route route = service.routes().get(i);
            String path = "routes[" + i + "]";
            if (!route.isPage()) {
                values.put(
                        path + ".verify",
                        route.isHttp() || route.isUdp()
                                ? "only that the proxy has loaded it"
                                : "that its entry point takes connections");
            }
            if (route.tls().isEmpty() && route.isHttp()) {
                inventory
                        .proxy()
                        .flatMap(ProxySettings::certResolver)
                        .ifPresent(resolver -> values.put("tls", resolver + ", as the proxy is set to"));
            }
        }
        service.routes().stream()
                .flatMap(route -> route.hostname().stream())
                .filter(hostname -> !hostname.isWildcard())
                .map(Hostname::value)
                .distinct()
                .forEach(name -> inventory
                        .proxyAddress()
                        .ifPresent(address -> values.put("dns " + name, address + ", the proxy")));
    }
}
