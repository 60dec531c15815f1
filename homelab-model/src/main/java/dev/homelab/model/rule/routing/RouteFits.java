// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.routing;

import dev.homelab.model.Catalog;
import dev.homelab.model.Route;
import dev.homelab.model.inventory.ProxySettings;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a route says goes together, and its entry points are known at the proxy. */
final class RouteFits implements Rule {

    private static final String PASSTHROUGH = "passthrough";

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Part<Route>> taken = new LinkedHashMap<>();
        DefinitionParts.routes(catalog).forEach(part -> {
            problems.addAll(problems(part));
            problems.addAll(entryPoints(catalog, part));
            problems.addAll(alone(part, taken));
        });
        return problems;
    }

    private static List<Problem> problems(Part<Route> part) {
        Route route = part.value();
        if (!route.isHttp()) {
            return streams(part);
        }
        List<Problem> problems = new ArrayList<>();
        if (route.path().isPresent() && route.pathPattern().isPresent()) {
            problems.add(part(part, "pathPattern")
                    .problem(
                            "two ways to say the path",
                            "\"path\" and \"pathPattern\" both say which paths it is for.",
                            "keep one of the two."));
        }
        if (route.tls().filter(PASSTHROUGH::equals).isPresent()) {
            problems.add(part(part, "tls")
                    .problem(
                            "key for another protocol",
                            "\"passthrough\" leaves TLS to the service, and then the proxy cannot read HTTP.",
                            "write \"protocol: tcp\", or another \"tls\"."));
        }
        if (route.service().isPresent() && route.loadBalancer().isPresent()) {
            problems.add(part(part, "loadBalancer")
                    .problem(
                            "key for another backend",
                            "the proxy answers by itself, so there is nothing to balance.",
                            "remove \"loadBalancer\"."));
        }
        if (route.hostname().filter(name -> name.isWildcard()).isPresent()
                && part.definition().service().requiresLogin()
                && !part.definition().service().sharesSignIn()) {
            problems.add(
                    part(part, "hostname")
                            .problem(
                                    "sign-in for one name only",
                                    "a sign-in of its own is for one hostname, and \"%s\" stands for many."
                                            .formatted(route.hostname().get()),
                                    "share the sign-in of the whole domain (\"domain: true\" in \"sso\"), or write a route for each name."));
        }
        return problems;
    }

    private static List<Problem> streams(Part<Route> part) {
        Route route = part.value();
        Map<String, Boolean> written = new LinkedHashMap<>();
        written.put("path", route.path().isPresent());
        written.put("pathPattern", route.pathPattern().isPresent());
        written.put("service", route.service().isPresent());
        written.put("url", route.url().isPresent());
        written.put("middlewares", route.middlewares().isPresent());
        written.put("loadBalancer", route.loadBalancer().isPresent());
        written.put("hostname", route.isUdp() && route.hostname().isPresent());
        written.put("tls", route.isUdp() && route.tls().isPresent());
        String protocol = route.protocol().map(Route.Protocol::word).orElse("");
        List<Problem> problems = new ArrayList<>();
        written.forEach((key, isWritten) -> {
            if (isWritten) {
                problems.add(part(part, key)
                        .problem(
                                "key for another protocol",
                                "a route over %s has no \"%s\".".formatted(protocol, key),
                                "remove it, or \"protocol\"."));
            }
        });
        if (route.entryPoints().isEmpty()) {
            problems.add(part.problem(
                    "entry point missing",
                    "nothing says where visitors come in who speak %s.".formatted(protocol),
                    "write \"entryPoints\", such as [postgres]."));
        }
        if (route.hostname().isPresent() && route.isPlain()) {
            problems.add(part(part, "tls")
                    .problem(
                            "hostname without TLS",
                            "the proxy learns the name \"%s\" from TLS alone, and \"none\" has none."
                                    .formatted(route.hostname().get()),
                            "remove \"tls\" or \"hostname\"."));
        }
        return problems;
    }

    private static List<Problem> entryPoints(Catalog catalog, Part<Route> part) {
        Set<String> known = new TreeSet<>(
                catalog.inventory().proxy().map(ProxySettings::entryPointNames).orElse(Set.of()));
        return known.isEmpty()
                ? List.of()
                : part.value().entryPoints().stream()
                        .filter(DefinitionParts::isThere)
                        .filter(Predicate.not(known::contains))
                        .map(
                                name -> part(part, "entryPoints")
                                        .problem(
                                                "entry point not known",
                                                "the proxy in the inventory has no entry point \"%s\".".formatted(name),
                                                Spelling.nearest(name, known)
                                                        .map("write \"%s\", if that is what you mean."::formatted)
                                                        .orElse(
                                                                "add it to \"entryPoints\" of the proxy, with the address at which visitors enter.")))
                        .toList();
    }

    /** Whatever comes in at an entry point without a name can be led to one place only. */
    private static List<Problem> alone(Part<Route> part, Map<String, Part<Route>> taken) {
        Route route = part.value();
        if (route.isHttp() || route.hostname().isPresent()) {
            return List.of();
        }
        return route.entryPoints().stream()
                .filter(DefinitionParts::isThere)
                .flatMap(name -> Stream.ofNullable(taken.putIfAbsent(name, part))
                        .map(other -> part(part, "entryPoints")
                                .problem(
                                        "entry point used twice",
                                        "everything that comes in at \"%s\" already goes to service \"%s\" (%s)."
                                                .formatted(
                                                        name,
                                                        other.service(),
                                                        other.where().render()),
                                        "give one of them another entry point, or a \"hostname\".")))
                .toList();
    }

    private static Part<Route> part(Part<Route> route, String key) {
        return new Part<>(route.definition(), route.path() + "." + key, route.value());
    }
}
