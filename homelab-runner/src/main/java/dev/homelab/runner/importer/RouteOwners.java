// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.model.Route;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.PortMapping;
import dev.homelab.runner.importer.route.ForeignRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the projects that routes of proxies lead to. Pure.
 *
 * <pre>
 *   the proxy asks                            the route belongs to
 *   ---------------------------------------   ----------------------------------------
 *   the name of a container                   that container
 *   PROJECT-SERVICE-1                         that service of that project
 *   the name or an alias of a service         that service, if only one has that name
 *   the host, at a port that is published     the service that publishes it
 * </pre>
 */
public final class RouteOwners {

    private final Map<String, Set<Member>> containers = new HashMap<>();
    private final Map<String, Set<Member>> services = new HashMap<>();
    private final Map<String, Set<Published>> published = new HashMap<>();
    private final Set<String> addresses =
            new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]", "host.docker.internal", "172.17.0.1"));

    /** A service of a project, by the place of that. */
    private record Member(int project, String service) {}

    /** A port of a container that the host has. */
    private record Published(Member member, int port) {}

    /** A route that leads to a project. */
    private record Claim(int project, ClaimedRoute route) {}

    /** Who has which routes. */
    public static final class Owners {

        private final List<ComposeProject> projects;
        private final List<Claim> claims = new ArrayList<>();
        private final List<NotCarried> others = new ArrayList<>();

        private Owners(List<ComposeProject> projects) {
            this.projects = projects;
        }

        /** Returns those that lead to a project. */
        public List<ClaimedRoute> of(ComposeProject project) {
            return claims.stream()
                    .filter(claim -> projects.get(claim.project()).equals(project))
                    .map(Claim::route)
                    .toList();
        }

        /** Returns routes that lead to none of the projects, with their reasons. */
        public List<NotCarried> others() {
            return List.copyOf(others);
        }
    }

    private RouteOwners(List<ComposeProject> projects, String host, Inventory inventory) {
        addresses.add(host.toLowerCase(Locale.ROOT));
        Optional.ofNullable(inventory.hosts().get(host))
                .ifPresent(machine -> addresses.add(machine.address().toLowerCase(Locale.ROOT)));
        for (int i = 0; i < projects.size(); i++) {
            int place = i;
            ComposeProject project = projects.get(i);
            project.tree()
                    .path("services")
                    .properties()
                    .forEach(entry -> read(project.name(), new Member(place, entry.getKey()), entry.getValue()));
        }
    }

    /**
     * Finds the owners of routes.
     *
     * @param host that the projects run on, as named in the inventory
     */
    public static Owners of(
            List<ComposeProject> projects, List<ForeignRoute> routes, String host, Inventory inventory) {
        RouteOwners members = new RouteOwners(projects, host, inventory);
        Owners owners = new Owners(projects);
        for (ForeignRoute route : routes) {
            Set<Published> found = members.find(route);
            if (found.size() == 1) {
                Published owner = found.iterator().next();
                owners.claims.add(new Claim(
                        owner.member().project(),
                        new ClaimedRoute(route, owner.member().service(), owner.port())));
            } else {
                owners.others.add(new NotCarried(route.name(), reason(route, found.size()), route.where()));
            }
        }
        return owners;
    }

    private static String reason(ForeignRoute route, int count) {
        boolean isNowhere =
                route.answer().internal().isEmpty() && route.answer().host().isEmpty();
        if (isNowhere) {
            return route.refusal().orElse("It leads to no server.");
        }
        return count > 1
                ? "It leads to %s, and %d of what is imported could be that."
                        .formatted(route.answer().shown(), count)
                : "It leads to %s, which is not among what is imported."
                        .formatted(route.answer().shown());
    }

    private void read(String project, Member member, JsonNode service) {
        Set<String> names = new LinkedHashSet<>();
        String own = service.path("container_name").asText();
        names.add(own.isEmpty() ? project + "-" + member.service() + "-1" : own);
        names.add(project + "-" + member.service() + "-1");
        names.add(project + "_" + member.service() + "_1");
        names.forEach(name -> add(containers, name, member));
        add(services, member.service(), member);
        add(services, service.path("hostname").asText(), member);
        service.path("networks")
                .forEach(
                        network -> Forms.texts(network.path("aliases")).forEach(alias -> add(services, alias, member)));
        for (JsonNode port : service.path("ports")) {
            if (port.isObject()) {
                publish(
                        port.path("protocol").asText("tcp"),
                        port.path("published").asInt(),
                        new Published(member, port.path("target").asInt()));
            } else {
                PortMapping mapping = PortMapping.of(Forms.text(port));
                if (mapping.isWellFormed() && mapping.isFixed() && mapping.hasFittingRanges()) {
                    for (int outside = mapping.hostPort(); outside <= mapping.lastHostPort(); outside++) {
                        int inside = mapping.containerPort() + outside - mapping.hostPort();
                        publish(mapping.protocol(), outside, new Published(member, inside));
                    }
                }
            }
        }
    }

    private static void add(Map<String, Set<Member>> members, String name, Member member) {
        if (!name.isEmpty()) {
            members.computeIfAbsent(name.toLowerCase(Locale.ROOT), any -> new LinkedHashSet<>())
                    .add(member);
        }
    }

    private void publish(String protocol, int port, Published published) {
        this.published
                .computeIfAbsent(protocol + port, any -> new LinkedHashSet<>())
                .add(published);
    }

    private Set<Published> find(ForeignRoute route) {
        String host = route.answer().host().toLowerCase(Locale.ROOT);
        Optional<Integer> port = route.answer().port();
        if (host.isEmpty() || port.isEmpty()) {
            return Set.of();
        }
        Set<Member> named = containers.getOrDefault(host, services.getOrDefault(host, Set.of()));
        if (!named.isEmpty()) {
            Set<Published> found = new LinkedHashSet<>();
            named.forEach(member -> found.add(new Published(member, port.get())));
            return found;
        }
        boolean isUdp = route.protocol().filter(Route.Protocol.UDP::equals).isPresent();
        return addresses.contains(host)
                ? published.getOrDefault((isUdp ? "udp" : "tcp") + port.get(), Set.of())
                : Set.of();
    }
}
