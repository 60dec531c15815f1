// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands under {@code traefik} adds to what the routes of the service make, and never says the same thing a second
 * time or another way.
 */
final class BlockRepeatsNothing implements Rule {

    /** What a router is made of, and the words for it in a route. */
    private static final Map<String, String> OF_ROUTER = inOrder(
            "rule", "\"hostname\" and \"path\" of the route",
            "ruleSyntax", "\"hostname\" and \"path\" of the route",
            "entryPoints", "\"tls\" of the route and \"entryPoint\" of the proxy",
            "middlewares", "\"middlewares\" of the route",
            "service", "\"container\" or \"url\" of the route");

    private static final Map<String, String> OF_STREAM = inOrder(
            "rule", "\"hostname\" of the route",
            "ruleSyntax", "\"hostname\" of the route",
            "entryPoints", "\"entryPoints\" of the route",
            "service", "\"container\" and \"port\" of the route");

    private static final Map<String, String> OF_BALANCER = inOrder(
            "servers", "\"container\" or \"url\" of the route",
            "passHostHeader", "\"passHostHeader\" in \"loadBalancer\" of the route",
            "serversTransport", "\"serversTransport\" in \"loadBalancer\" of the route");

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        for (Definition definition : catalog.definitions()) {
            if (DefinitionParts.isThere(definition.service().name())) {
                check(new TraefikBlock(definition), problems);
            }
        }
        return problems;
    }

    private static void check(TraefikBlock block, List<Problem> problems) {
        Service service = block.definition().service();
        RouteNames names = new RouteNames(service.name());
        for (int i = 0; i < service.routes().size(); i++) {
            Route route = service.routes().get(i);
            if (DefinitionParts.isThere(route) && route.isHttp()) {
                router(block, names.route(i), route, problems);
                answerer(block, names.route(i), problems);
            } else if (DefinitionParts.isThere(route)) {
                stream(block, route.isUdp() ? "udp" : "tcp", names.route(i), problems);
            }
            if (service.requiresLogin()) {
                signIn(block, names.signIn(i), service.sharesSignIn(), problems);
            }
        }
    }

    private static void router(TraefikBlock block, String name, Route route, List<Problem> problems) {
        taken(block, OF_ROUTER, problems, "http", "routers", name);
        Map<String, String> tls = Map.of(route.isPlain() ? "tls" : "certResolver", "\"tls\" of the route");
        if (route.isPlain()) {
            taken(block, tls, problems, "http", "routers", name);
        } else {
            taken(block, tls, problems, "http", "routers", name, "tls");
        }
    }

    private static void stream(TraefikBlock block, String protocol, String name, List<Problem> problems) {
        taken(block, OF_STREAM, problems, protocol, "routers", name);
        taken(
                block,
                Map.of("certResolver", "\"tls\" of the route", "passthrough", "\"tls\" of the route"),
                problems,
                protocol,
                "routers",
                name,
                "tls");
        taken(
                block,
                Map.of("servers", "\"container\" and \"port\" of the route"),
                problems,
                protocol,
                "services",
                name,
                "loadBalancer");
        block.at(protocol, "services", name).keySet().stream()
                .filter(kind -> !kind.equals("loadBalancer"))
                .forEach(kind -> problems.add(taken(
                        block,
                        protocol + ".services." + name + "." + kind,
                        "\"container\" and \"port\" of the route")));
    }

    private static void answerer(TraefikBlock block, String name, List<Problem> problems) {
        taken(block, OF_BALANCER, problems, "http", "services", name, "loadBalancer");
        block.at("http", "services", name).keySet().stream()
                .filter(kind -> !kind.equals("loadBalancer"))
                .forEach(kind -> problems.add(
                        taken(block, "http.services." + name + "." + kind, "\"container\" or \"url\" of the route")));
    }

    private static void signIn(TraefikBlock block, String name, boolean isShared, List<Problem> problems) {
        for (String kind : isShared ? List.of("middlewares") : List.of("routers", "services", "middlewares")) {
            if (block.at("http", kind).containsKey(name)) {
                problems.add(taken(block, "http." + kind + "." + name, "\"sso\" of the service"));
            }
        }
    }

    private static void taken(TraefikBlock block, Map<String, String> words, List<Problem> problems, String... path) {
        Map<String, ?> written = block.at(path);
        words.forEach((key, word) -> {
            if (written.containsKey(key)) {
                problems.add(taken(block, String.join(".", path) + "." + key, word));
            }
        });
    }

    private static Problem taken(TraefikBlock block, String path, String word) {
        return block.problem(
                "key has a dedicated form",
                path,
                "a definition says this as %s; there is one form for each thing.".formatted(word),
                "say it there, and remove it here; or give this part a name of its own.");
    }

    private static Map<String, String> inOrder(String... keysAndWords) {
        Map<String, String> words = new LinkedHashMap<>();
        for (int i = 0; i < keysAndWords.length; i += 2) {
            words.put(keysAndWords[i], keysAndWords[i + 1]);
        }
        return words;
    }
}
