// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** All routers of one configuration, each judged by itself: what is wrong with one does not touch another. */
final class RouterTable {

    private final Configuration configuration;
    private final List<String> entryPoints;
    private final List<Router> routers = new ArrayList<>();

    RouterTable(Configuration configuration, List<String> entryPoints) {
        this.configuration = configuration;
        this.entryPoints = entryPoints;
        configuration.routers().forEach((name, written) -> routers.add(judge(name, written)));
    }

    Configuration configuration() {
        return configuration;
    }

    /** In the order of their names. */
    List<Router> routers() {
        return routers;
    }

    Optional<Router> named(String name) {
        return routers.stream().filter(router -> router.name().equals(name)).findFirst();
    }

    /** The router that takes a request: of those there whose rule matches, the one of highest priority. */
    Optional<Router> match(Visit visit, Predicate<Router> isThere) {
        return routers.stream()
                .filter(isThere)
                .filter(router ->
                        router.rule().filter(rule -> rule.matches(visit)).isPresent())
                .max(Comparator.comparingLong(Router::priority));
    }

    /** Names of the routers that use a service or a middleware. */
    List<String> usersOf(String part) {
        return routers.stream()
                .filter(router ->
                        router.service().equals(part) || router.middlewares().contains(part))
                .map(Router::name)
                .toList();
    }

    private Router judge(String name, ObjectNode written) {
        List<String> wanted = texts(written.path("entryPoints"));
        List<String> using = wanted.isEmpty()
                ? entryPoints
                : wanted.stream().filter(entryPoints::contains).toList();
        List<String> middlewares = texts(written.path("middlewares")).stream()
                .map(Configuration::qualified)
                .toList();
        String service = Configuration.qualified(written.path("service").asText());
        List<String> critical = new ArrayList<>();
        if (using.isEmpty()) {
            critical.add("no valid entryPoint for this router");
        }
        Optional<Rule> rule = rule(written, critical);
        critical.addAll(missing(middlewares, service));
        Optional<Rule> inForce = critical.isEmpty() ? rule : Optional.empty();
        List<String> errors = new ArrayList<>(unknown(wanted));
        errors.addAll(critical);
        return new Router(name, written, priority(written), using, middlewares, service, errors, inForce);
    }

    private List<String> unknown(List<String> wanted) {
        return wanted.stream()
                .filter(entryPoint -> !entryPoints.contains(entryPoint))
                .map(entryPoint -> "entryPoint \"" + entryPoint + "\" doesn't exist")
                .toList();
    }

    /** The longer a rule, the more particular it is taken to be; 0 stands for none given. */
    private static long priority(ObjectNode written) {
        long given = written.path("priority").asLong();
        return given == 0 ? written.path("rule").asText().length() : given;
    }

    private List<String> missing(List<String> middlewares, String service) {
        List<String> missing = new ArrayList<>();
        middlewares.stream()
                .filter(name -> !configuration.middlewares().containsKey(name))
                .forEach(name -> missing.add("middleware \"" + name + "\" does not exist"));
        if (service.equals("@file")) {
            missing.add("router must have either a service or child routers");
        } else if (!configuration.services().containsKey(service) && !service.endsWith("@internal")) {
            missing.add("the service \"" + service + "\" does not exist");
        }
        transport(service)
                .filter(name -> !configuration.transports().containsKey(name))
                .ifPresent(name -> missing.add("servers transport not found " + name));
        return missing;
    }

    private Optional<String> transport(String service) {
        return Optional.ofNullable(configuration.services().get(service))
                .map(written -> written.path("loadBalancer").path("serversTransport"))
                .filter(JsonNode::isTextual)
                .map(name -> Configuration.qualified(name.textValue()));
    }

    private static Optional<Rule> rule(ObjectNode written, List<String> errors) {
        try {
            return Optional.of(RuleParser.parse(written.path("rule").asText()));
        } catch (IllegalArgumentException e) {
            errors.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        if (list.isTextual()) {
            texts.add(list.textValue());
        }
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
