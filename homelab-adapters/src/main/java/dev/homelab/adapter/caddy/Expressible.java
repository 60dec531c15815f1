// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.LoadBalancer;
import dev.homelab.model.Route;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds what definitions say that a Caddy has no way to do. Pure. */
final class Expressible {

    private static final String OF_TRAEFIK = "key for another proxy";

    private final CaddySettings settings;
    private final Catalog catalog;
    private final EntryPoints entryPoints;

    Expressible(CaddySettings settings, Catalog catalog) {
        this.settings = settings;
        this.catalog = catalog;
        this.entryPoints = CaddyProvisioner.entryPoints(settings, catalog.inventory());
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        catalog.definitions().stream()
                .filter(definition -> !definition.service().traefik().isEmpty())
                .map(Expressible::ofTraefik)
                .forEach(problems::add);
        List<Part<Route>> led = new ArrayList<>();
        DefinitionParts.routes(catalog).forEach(part -> {
            List<Problem> found = problems(part);
            problems.addAll(found);
            if (found.isEmpty()) {
                led.add(part);
            }
        });
        problems.addAll(sameSite(led));
        problems.addAll(certificates(led));
        return problems;
    }

    private static Problem ofTraefik(Definition definition) {
        return new Problem(
                OF_TRAEFIK,
                definition.positions().at("traefik"),
                "the proxy of this homelab is a Caddy, which does not read Traefik's configuration.",
                "write it as a snippet in the Caddyfile and name that under \"middlewares\" of the route, or remove it.");
    }

    private List<Problem> problems(Part<Route> part) {
        Route route = part.value();
        if (!route.isHttp()) {
            return List.of(at(part, "protocol")
                    .problem(
                            "protocol not supported by proxy",
                            "a Caddy without further modules leads HTTP only, and this route is for %s."
                                    .formatted(route.protocol()
                                            .map(Route.Protocol::word)
                                            .orElse("")),
                            "publish the port of the container and remove this route, or use a proxy that leads it."));
        }
        List<Problem> problems = new ArrayList<>();
        route.service()
                .ifPresent(name -> problems.add(at(part, "service")
                        .problem(
                                OF_TRAEFIK,
                                "\"%s\" is a service of Traefik's, and the proxy of this homelab is a Caddy."
                                        .formatted(name),
                                "write \"container\" and \"port\", or \"url\".")));
        route.middlewares().orElse(List.of()).stream()
                .filter(name -> name.contains("@"))
                .findFirst()
                .ifPresent(name -> problems.add(at(part, "middlewares")
                        .problem(
                                OF_TRAEFIK,
                                "\"%s\" names a provider of Traefik's, and the proxy of this homelab is a Caddy."
                                        .formatted(name),
                                "write the name of a snippet in the Caddyfile.")));
        route.loadBalancer()
                .flatMap(LoadBalancer::serversTransport)
                .filter(name -> name.contains("@"))
                .ifPresent(name -> problems.add(at(part, "loadBalancer.serversTransport")
                        .problem(
                                OF_TRAEFIK,
                                "\"%s\" names a provider of Traefik's, and the proxy of this homelab is a Caddy."
                                        .formatted(name),
                                "write the name of a snippet in the Caddyfile that holds a \"transport\".")));
        entryPoint(part).ifPresent(problems::add);
        return problems;
    }

    /** A port of Caddy's takes visitors with TLS, or without. */
    private Optional<Problem> entryPoint(Part<Route> part) {
        String other = part.value().isPlain() ? settings.usualEntryPoint() : settings.plainName();
        return part.value().entryPoints().contains(other)
                        && !settings.usualEntryPoint().equals(settings.plainName())
                ? Optional.of(at(part, "entryPoints")
                        .problem(
                                "entry point does not fit TLS",
                                part.value().isPlain()
                                        ? "visitors come in with TLS at \"%s\", and \"tls: none\" says that they come without."
                                                .formatted(other)
                                        : "visitors come in without TLS at \"%s\", and this route is for visitors with it."
                                                .formatted(other),
                                part.value().isPlain()
                                        ? "remove \"entryPoints\", or \"tls\"."
                                        : "remove \"entryPoints\", or write \"tls: none\"."))
                : Optional.empty();
    }

    /** Caddy refuses a second site of an address, in whatever file it is; a pattern is no part of an address. */
    private List<Problem> sameSite(List<Part<Route>> routes) {
        Map<SiteAddress, Part<Route>> taken = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Part<Route> part : routes) {
            for (SiteAddress address : entryPoints.sites(part.value())) {
                Part<Route> other = taken.putIfAbsent(address, part);
                boolean isOneSite = other != null
                        && other.definition().equals(part.definition())
                        && !other.value().pathPattern().equals(part.value().pathPattern());
                if (other != null && !isOneSite) {
                    problems.add(at(part, "hostname")
                            .problem(
                                    "site used twice",
                                    "service \"%s\" (%s) has a route at \"%s\" as well, and Caddy takes only one site of an address, whatever \"pathPattern\" says."
                                            .formatted(
                                                    other.service(),
                                                    other.where().render(),
                                                    address.text()),
                                    "give one of them another hostname, or a \"path\"."));
                    break;
                }
            }
        }
        return problems;
    }

    /** Caddy gets one certificate for a hostname, in one way. */
    private List<Problem> certificates(List<Part<Route>> routes) {
        Map<String, Part<Route>> first = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (Part<Route> part : routes) {
            if (!entryPoints.isPlain(part.value())) {
                Part<Route> other =
                        first.putIfAbsent(part.value().requiredHostname().value(), part);
                if (other != null
                        && !Objects.equals(
                                entryPoints.certificate(other.value()), entryPoints.certificate(part.value()))) {
                    problems.add(at(part, "tls")
                            .problem(
                                    "two certificates for one hostname",
                                    "service \"%s\" (%s) gets the certificate of \"%s\" in another way, and Caddy has one for each hostname."
                                            .formatted(
                                                    other.service(),
                                                    other.where().render(),
                                                    part.value().requiredHostname()),
                                    "write the same \"tls\" for both."));
                }
            }
        }
        return problems;
    }

    private static Part<Route> at(Part<Route> route, String key) {
        return new Part<>(route.definition(), route.path() + "." + key, route.value());
    }
}
