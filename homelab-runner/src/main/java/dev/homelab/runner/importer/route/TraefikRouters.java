// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.model.Route;
import dev.homelab.problem.Where;
import dev.homelab.runner.importer.route.ForeignRoute.Answer;
import dev.homelab.runner.importer.route.ForeignRoute.More;
import dev.homelab.runner.importer.route.ForeignRoute.Place;
import dev.homelab.runner.importer.route.TraefikRule.RefusedException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** The routers of a dynamic configuration of Traefik. Pure. */
public final class TraefikRouters {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What a route says in words of its own. */
    private static final Set<String> SAID_OF_ROUTER =
            Set.of("rule", "ruleSyntax", "entryPoints", "middlewares", "service", "tls");

    private static final Set<String> SAID_OF_BALANCER =
            Set.of("server", "servers", "passHostHeader", "serversTransport");

    private final ObjectNode root;
    private final ObjectNode middlewares;
    private final String provider;
    private final Function<String, Where> where;

    private TraefikRouters(ObjectNode root, ObjectNode middlewares, String provider, Function<String, Where> where) {
        this.root = root;
        this.middlewares = middlewares;
        this.provider = provider;
        this.where = where;
    }

    /**
     * Returns all routers of a configuration.
     *
     * @param root in the spelling of Traefik's reference
     * @param middlewares by name, those of HTTP that the routers may bring along
     * @param provider {@code docker} or {@code file}
     * @param where a router is, by the path of its key, such as {@code http.routers.photos}
     */
    public static List<ForeignRoute> of(
            ObjectNode root, ObjectNode middlewares, String provider, Function<String, Where> where) {
        TraefikRouters routers = new TraefikRouters(root, middlewares, provider, where);
        List<ForeignRoute> all = new ArrayList<>();
        for (String protocol : List.of("http", "tcp", "udp")) {
            root.path(protocol)
                    .path("routers")
                    .properties()
                    .forEach(entry -> all.add(routers.route(protocol, entry.getKey(), entry.getValue())));
        }
        return all;
    }

    /** Returns the name without the provider, if that is this one; the whole name otherwise. */
    public static String bare(String name, String provider) {
        return name.endsWith("@" + provider) ? name.substring(0, name.length() - provider.length() - 1) : name;
    }

    private ForeignRoute route(String protocol, String name, JsonNode router) {
        Where place = where.apply(protocol + ".routers." + name);
        ForeignRoute nothing = new ForeignRoute(
                name + "@" + provider,
                protocol(protocol),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Answer.of("http", "", Optional.empty()),
                More.without(List.of()),
                Optional.empty(),
                place);
        ForeignRoute answered = nothing;
        try {
            ObjectNode balancer = balancer(protocol, router);
            answered = answered(nothing, protocol, router, balancer);
            return complete(answered, protocol, router, balancer);
        } catch (RefusedException e) {
            return answered.refused(e.reason());
        }
    }

    private static Optional<Route.Protocol> protocol(String word) {
        return switch (word) {
            case "tcp" -> Optional.of(Route.Protocol.TCP);
            case "udp" -> Optional.of(Route.Protocol.UDP);
            default -> Optional.empty();
        };
    }

    private static ForeignRoute answered(ForeignRoute route, String protocol, JsonNode router, ObjectNode balancer) {
        String named = router.path("service").asText();
        Answer answer = named.endsWith("@internal")
                ? new Answer(Optional.of(named), "http", "", Optional.empty(), true, Optional.empty())
                : answer(protocol, balancer);
        return new ForeignRoute(
                route.name(),
                route.protocol(),
                route.places(),
                route.entryPoints(),
                route.middlewares(),
                route.tls(),
                answer,
                route.more(),
                route.refusal(),
                route.where());
    }

    private ForeignRoute complete(ForeignRoute route, String protocol, JsonNode router, ObjectNode balancer) {
        List<Place> places = protocol.equals("udp")
                ? List.of(new Place(Optional.empty(), Optional.empty(), Optional.empty()))
                : TraefikRule.places(router.path("rule").asText());
        if (protocol.equals("http")
                && places.stream().anyMatch(one -> one.hostname().isEmpty())) {
            throw new RefusedException("It is for every hostname, and a route is for one.");
        }
        Map<String, ObjectNode> brought = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        texts(router.path("middlewares")).forEach(written -> names.add(middleware(written, brought, 0)));
        if (!protocol.equals("http") && !names.isEmpty()) {
            throw new RefusedException(
                    "A route over %s has no middlewares.".formatted(protocol.toUpperCase(Locale.ROOT)));
        }
        ObjectNode tls = router.path("tls") instanceof ObjectNode written ? written.deepCopy() : JSON.objectNode();
        Optional<String> certificate = router.path("tls").isObject() ? Optional.of(certificate(tls)) : Optional.empty();
        ObjectNode more = rest(router, SAID_OF_ROUTER);
        if (!tls.isEmpty()) {
            more.set("tls", tls);
        }
        ObjectNode moreOfBalancer = rest(balancer, SAID_OF_BALANCER);
        if (!protocol.equals("http") && !(more.isEmpty() && moreOfBalancer.isEmpty())) {
            List<String> keys = new ArrayList<>();
            more.fieldNames().forEachRemaining(keys::add);
            moreOfBalancer.fieldNames().forEachRemaining(keys::add);
            throw new RefusedException("A route over %s has no form for %s."
                    .formatted(protocol.toUpperCase(Locale.ROOT), String.join(", ", keys)));
        }
        return new ForeignRoute(
                route.name(),
                route.protocol(),
                places,
                texts(router.path("entryPoints")),
                names,
                certificate,
                route.answer(),
                new More(more, moreOfBalancer, brought, List.of()),
                Optional.empty(),
                route.where());
    }

    /** Takes what a route says itself out of the section. */
    private static String certificate(ObjectNode tls) {
        JsonNode passes = tls.remove("passthrough");
        if (passes != null && passes.asBoolean()) {
            return "passthrough";
        }
        JsonNode resolver = tls.remove("certResolver");
        return resolver == null || resolver.asText().isEmpty() ? "default" : resolver.asText();
    }

    /** Returns the section of the service that a router leads to. */
    private ObjectNode balancer(String protocol, JsonNode router) {
        JsonNode services = root.path(protocol).path("services");
        String named = bare(router.path("service").asText(), provider);
        if (named.endsWith("@internal")) {
            return JSON.objectNode();
        }
        if (named.isEmpty() && services.size() > 1) {
            throw new RefusedException("Nothing says which of %d services it leads to.".formatted(services.size()));
        }
        if (named.isEmpty() && services.isEmpty()) {
            if (provider.equals("file")) {
                throw new RefusedException("It names no service.");
            }
            return JSON.objectNode();
        }
        JsonNode service = named.isEmpty() ? services.iterator().next() : services.path(named);
        if (service.isMissingNode()) {
            throw new RefusedException("It leads to the service \"%s\", which is not beside it.".formatted(named));
        }
        if (!(service.path("loadBalancer") instanceof ObjectNode balancer) || service.size() > 1) {
            List<String> kinds = new ArrayList<>();
            service.fieldNames().forEachRemaining(kinds::add);
            throw new RefusedException(
                    "A route leads to one server, and its service is of kind %s.".formatted(String.join(", ", kinds)));
        }
        return balancer;
    }

    private static Answer answer(String protocol, ObjectNode balancer) {
        JsonNode servers = balancer.path("servers");
        if (servers.size() > 1) {
            throw new RefusedException(
                    "A route leads to one server, and its service has %d.".formatted(servers.size()));
        }
        JsonNode server = balancer.has("server") ? balancer.path("server") : servers.path(0);
        Optional<String> transport =
                Optional.of(balancer.path("serversTransport").asText()).filter(name -> !name.isEmpty());
        boolean passes = balancer.path("passHostHeader").asBoolean(true);
        String address =
                server.path(protocol.equals("http") ? "url" : "address").asText();
        Answer answer = address.isEmpty()
                ? Answer.of(
                        server.path("scheme").asText("http"),
                        "",
                        server.has("port") ? Optional.of(server.path("port").asInt()) : Optional.empty())
                : address(protocol.equals("http") ? address : "tcp://" + address);
        return new Answer(answer.internal(), answer.scheme(), answer.host(), answer.port(), passes, transport);
    }

    /** Returns a server by its address; a path of its own has no form. */
    static Answer address(String url) {
        try {
            URI uri = URI.create(url.strip());
            String host = uri.getHost();
            boolean isPlain = uri.getRawPath() == null
                    || uri.getRawPath().isEmpty()
                    || uri.getRawPath().equals("/");
            if (host == null || uri.getScheme() == null || !isPlain) {
                throw new RefusedException("A route has no form for the server \"%s\".".formatted(url));
            }
            int usual = uri.getScheme().equals("https") ? 443 : 80;
            return Answer.of(uri.getScheme(), host, Optional.of(uri.getPort() < 0 ? usual : uri.getPort()));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("\"%s\" is no address of a server.".formatted(url));
        }
    }

    /** Returns what a route names, and puts what is defined here beside it, with what that needs itself. */
    private String middleware(String written, Map<String, ObjectNode> brought, int depth) {
        String name = bare(written, provider);
        if (!(middlewares.path(name) instanceof ObjectNode defined)) {
            return name.contains("@") || provider.equals("file") ? name : name + "@" + provider;
        }
        if (depth > 10) {
            throw new RefusedException("Its middlewares name each other.");
        }
        if (defined.path("errors").has("service")) {
            throw new RefusedException("Its middleware \"%s\" leads to a service of its own.".formatted(name));
        }
        if (brought.putIfAbsent(name, defined.deepCopy()) == null) {
            texts(defined.path("chain").path("middlewares")).forEach(inner -> middleware(inner, brought, depth + 1));
        }
        return name;
    }

    private static ObjectNode rest(JsonNode section, Set<String> said) {
        ObjectNode rest = section instanceof ObjectNode written ? written.deepCopy() : JSON.objectNode();
        rest.remove(said);
        return rest;
    }

    static List<String> texts(JsonNode list) {
        return list.isTextual()
                ? List.of(list.asText())
                : StreamSupport.stream(list.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
    }
}
