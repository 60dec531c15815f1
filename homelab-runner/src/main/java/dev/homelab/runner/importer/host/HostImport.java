// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.host;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.inventory.Host;
import dev.homelab.problem.Where;
import dev.homelab.runner.importer.ComposeProject;
import dev.homelab.runner.importer.Conversion;
import dev.homelab.runner.importer.ConversionOptions;
import dev.homelab.runner.importer.Converter;
import dev.homelab.runner.importer.NotCarried;
import dev.homelab.runner.importer.ProjectRoutes;
import dev.homelab.runner.importer.RouteOwners;
import dev.homelab.runner.importer.RouteOwners.Owners;
import dev.homelab.runner.importer.route.ForeignRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Makes definitions of what was read of a host. Pure. */
public final class HostImport {

    private final String host;
    private final Catalog catalog;
    private final List<ComposeProject> all;
    private final Owners routes;
    private final Set<String> names = new TreeSet<>();

    private HostImport(String host, Catalog catalog, List<ComposeProject> all, Owners routes) {
        this.host = host;
        this.all = all;
        this.routes = routes;
        this.catalog = catalog;
        catalog.services().forEach(service -> names.add(service.name().value()));
    }

    /**
     * One project, and the definition that it becomes or has.
     *
     * @param project as it runs
     * @param service its name in the catalog
     * @param conversion its new definition; empty if the catalog has one
     */
    public record Imported(HostProject project, String service, Optional<Conversion> conversion) {}

    /**
     * Makes a definition of each project that the catalog has none of.
     *
     * @param wanted which projects, by name
     */
    public static List<Imported> of(
            String host, List<HostProject> projects, Catalog catalog, Predicate<String> wanted) {
        return of(host, projects, catalog, wanted, List.of());
    }

    /**
     * Makes a definition of each project that the catalog has none of, with the routes of a proxy that lead to it.
     *
     * @param wanted which projects, by name
     * @param routes in files of the proxy
     */
    public static List<Imported> of(
            String host,
            List<HostProject> projects,
            Catalog catalog,
            Predicate<String> wanted,
            List<ForeignRoute> routes) {
        List<ComposeProject> all = projects.stream().map(HostProject::project).toList();
        return new HostImport(host, catalog, all, RouteOwners.of(all, routes, host, catalog.inventory()))
                .of(projects.stream()
                        .filter(project -> wanted.test(project.project().name()))
                        .toList());
    }

    private List<Imported> of(List<HostProject> projects) {
        Map<String, String> byContainer = new HashMap<>();
        Map<String, String> services = new HashMap<>();
        for (HostProject project : projects) {
            String service =
                    defined(project).orElseGet(() -> free(project.project().name()));
            services.put(project.project().name(), service);
            project.containers().forEach(container -> byContainer.put(container, service));
        }
        List<Imported> imported = new ArrayList<>();
        for (HostProject project : projects) {
            String service = requireNonNull(services.get(project.project().name()));
            imported.add(new Imported(
                    project,
                    service,
                    defined(project).isPresent()
                            ? Optional.empty()
                            : Optional.of(converted(project, service, byContainer))));
        }
        return imported;
    }

    private Conversion converted(HostProject project, String service, Map<String, String> byContainer) {
        Conversion conversion = Converter.convert(
                atAllAddresses(project.project()),
                new ConversionOptions(host, Optional.of(catalog.inventory()), Optional.of(service))
                        .with(routes.of(project.project()), namedElsewhere(project.project())));
        List<NotCarried> lost = new ArrayList<>(conversion.notCarried());
        lost.addAll(project.lost());
        Map<String, Object> definition = new LinkedHashMap<>(conversion.definition());
        project.borrowed().forEach((container, lender) -> {
            String other = byContainer.getOrDefault(lender, "");
            if (other.isEmpty() || other.equals(service)) {
                lost.add(new NotCarried(
                        "services.%s.network_mode".formatted(container),
                        "It uses the network of the container \"%s\", which is not imported.".formatted(lender),
                        Where.nowhere()));
            } else {
                set(definition, List.of("containers", container), "networkMode", "service:" + other);
            }
        });
        return conversion.with(definition, lost);
    }

    private Set<String> namedElsewhere(ComposeProject project) {
        Set<String> named = new TreeSet<>();
        all.stream()
                .filter(other -> !other.name().equals(project.name()))
                .forEach(other -> named.addAll(ProjectRoutes.middlewares(other)));
        return named;
    }

    /** A port without an address is one of the host's {@code bind} in a definition, and of all addresses in Compose. */
    private ComposeProject atAllAddresses(ComposeProject project) {
        boolean isBound = Optional.ofNullable(catalog.inventory().hosts().get(host))
                .flatMap(Host::bind)
                .isPresent();
        if (!isBound) {
            return project;
        }
        ObjectNode tree = project.tree().deepCopy();
        tree.path("services").forEach(service -> {
            if (service.path("ports") instanceof ArrayNode ports) {
                for (int i = 0; i < ports.size(); i++) {
                    if (ports.get(i) instanceof ObjectNode port
                            && port.path("host_ip").isMissingNode()) {
                        port.put("host_ip", "0.0.0.0");
                    } else if (ports.get(i).asText().matches("\\d+:.*")) {
                        ports.set(i, TextNode.valueOf("0.0.0.0:" + ports.get(i).asText()));
                    }
                }
            }
        });
        return new ComposeProject(
                project.name(), tree, project.comments(), project.places(), project.secrets(), project.notes());
    }

    /** Sets a key of a mapping that is within others, all of which are copied. */
    private static void set(Map<String, Object> map, List<String> path, String key, Object value) {
        if (path.isEmpty()) {
            map.put(key, value);
            return;
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        if (map.get(path.get(0)) instanceof Map<?, ?> there) {
            there.forEach((one, other) -> copy.put(one.toString(), other));
        }
        set(copy, path.subList(1, path.size()), key, value);
        map.put(path.get(0), copy);
    }

    private Optional<String> defined(HostProject project) {
        return catalog.definitions().stream()
                .map(Definition::service)
                .filter(service -> service.runsOn(host)
                        && service.projectName().equals(project.project().name()))
                .map(service -> service.name().value())
                .findFirst();
    }

    private String free(String project) {
        String wanted = Converter.serviceName(project);
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }
}
