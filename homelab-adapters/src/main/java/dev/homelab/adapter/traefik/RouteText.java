// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.adapter.traefik.EntryPoints.Door;
import dev.homelab.model.LoadBalancer;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.inventory.SignInSettings;
import dev.homelab.model.value.Hostname;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes the routes of a service as dynamic configuration of Traefik v3. Pure.
 *
 * <p>A visitor who signs in for the whole domain comes back to the identity provider's own hostname, so a service that shares
 * that sign-in leads no visitor to the outpost.
 *
 * <p>No section is ever empty: Traefik would refuse the file, and with it all others.
 */
final class RouteText {

    static final String OUTPOST_PATH = "/outpost.goauthentik.io";
    static final String ASKING_PATH = OUTPOST_PATH + "/auth/traefik";

    /** What the outpost may send a service about the visitor (authentik 2026.8). */
    private static final List<String> ANSWER_HEADERS = List.of(
            "X-authentik-username",
            "X-authentik-groups",
            "X-authentik-entitlements",
            "X-authentik-email",
            "X-authentik-name",
            "X-authentik-uid",
            "X-authentik-jwt",
            "X-authentik-meta-jwks",
            "X-authentik-meta-outpost",
            "X-authentik-meta-provider",
            "X-authentik-meta-app",
            "X-authentik-meta-version");

    private final Service service;
    private final EntryPoints doors;
    private final Optional<URI> outpost;
    private final Optional<SignInSettings> provider;
    private final RouteNames names;
    private final Map<String, Object> routers = new LinkedHashMap<>();
    private final Map<String, Object> services = new LinkedHashMap<>();
    private final Map<String, Map<String, Map<String, Object>>> streams = new LinkedHashMap<>();
    private final Set<List<Object>> guarded = new HashSet<>();

    /**
     * Prepares the file of one service.
     *
     * @param outpost asked about every visitor; empty when anybody may pass
     */
    RouteText(Service service, EntryPoints doors, Optional<URI> outpost) {
        this(service, doors, outpost, Optional.empty());
    }

    /**
     * Prepares the file of one service.
     *
     * @param outpost asked about every visitor; empty when anybody may pass
     * @param provider how it is asked, unless it is asked as Authentik is
     */
    RouteText(Service service, EntryPoints doors, Optional<URI> outpost, Optional<SignInSettings> provider) {
        this.provider = provider;
        this.service = service;
        this.doors = doors;
        this.outpost = outpost;
        this.names = new RouteNames(service.name());
    }

    /**
     * Returns the text.
     *
     * @param server where the service of a route answers
     */
    String text(Function<Route, URI> server) {
        for (int i = 0; i < service.routes().size(); i++) {
            Route route = service.routes().get(i);
            if (route.isHttp()) {
                add(route, i, server);
            } else {
                addStream(route, names.route(i), server.apply(route));
            }
        }
        Map<String, Object> made = new LinkedHashMap<>();
        if (!routers.isEmpty()) {
            made.put("http", http());
        }
        streams.forEach((protocol, parts) -> made.put(protocol, parts));
        return literal(YamlText.write(RawConfig.merge(made, service.traefik())));
    }

    /** Traefik runs a file through Go's templates before it is YAML; in backquotes, two opening braces stand for themselves. */
    private static String literal(String text) {
        return text.replace("{{", "{{`{{`}}");
    }

    private Map<String, Object> http() {
        Map<String, Object> http = new LinkedHashMap<>();
        http.put("routers", routers);
        outpost.ifPresent(url -> {
            if (returnsHere()) {
                services.put(names.signIn(), balancer(List.of(Map.of("url", url + OUTPOST_PATH)), Optional.empty()));
            }
            http.put("middlewares", Map.of(names.signIn(), forwardAuth(url)));
        });
        if (!services.isEmpty()) {
            http.put("services", services);
        }
        return http;
    }

    private void add(Route route, int place, Function<Route, URI> server) {
        String host = host(route.requiredHostname());
        String name = names.route(place);
        Door door = doors.of(route);
        String rule = host
                + route.path().map(path -> " && PathPrefix(`" + path + "`)").orElse("")
                + route.pathPattern()
                        .map(pattern -> " && PathRegexp(`" + pattern + "`)")
                        .orElse("");
        Map<String, Object> router =
                router(rule, door, middlewares(route), route.service().orElse(name));
        if (route.requiredHostname().isWildcard() && !hasPriority(name)) {
            router.put("priority", 1 + route.path().map(String::length).orElse(0));
        }
        routers.put(name, router);
        if (outpost.isPresent() && returnsHere() && guarded.add(List.of(route.requiredHostname(), door))) {
            String path = host + " && PathPrefix(`" + OUTPOST_PATH + "/`)";
            routers.put(names.signIn(place), router(path, door, List.of(), names.signIn()));
        }
        if (route.service().isEmpty()) {
            services.put(name, balancer(List.of(server(server.apply(route))), route.loadBalancer()));
        }
    }

    /** A name of its own goes before one that stands for many, which has the longer rule and so the higher priority otherwise. */
    private boolean hasPriority(String router) {
        return service.traefik().get("http") instanceof Map<?, ?> http
                && http.get("routers") instanceof Map<?, ?> written
                && written.get(router) instanceof Map<?, ?> more
                && more.containsKey("priority");
    }

    /** Traefik knows wildcards in {@code Host} from 3.7 on only. */
    private static String host(Hostname hostname) {
        return hostname.isWildcard()
                ? "HostRegexp(`^[^.]+" + hostname.value().substring(1).replace(".", "\\.") + "$`)"
                : "Host(`" + hostname + "`)";
    }

    private void addStream(Route route, String name, URI server) {
        Door door = doors.of(route);
        Map<String, Object> router = new LinkedHashMap<>();
        if (!route.isUdp()) {
            router.put(
                    "rule", "HostSNI(`" + route.hostname().map(Hostname::value).orElse("*") + "`)");
        }
        router.put("entryPoints", door.entryPoints());
        router.put("service", name);
        if (!route.isUdp()) {
            door.tls().ifPresent(tls -> router.put("tls", tls));
        }
        String protocol = route.isUdp() ? "udp" : "tcp";
        Map<String, Map<String, Object>> parts = streams.computeIfAbsent(protocol, none -> new LinkedHashMap<>());
        parts.computeIfAbsent("routers", none -> new LinkedHashMap<>()).put(name, router);
        parts.computeIfAbsent("services", none -> new LinkedHashMap<>())
                .put(
                        name,
                        Map.of("loadBalancer", Map.of("servers", List.of(Map.of("address", server.getAuthority())))));
    }

    private List<String> middlewares(Route route) {
        List<String> all = new ArrayList<>();
        if (outpost.isPresent()) {
            all.add(names.signIn());
        }
        all.addAll(route.middlewares().orElse(List.of()));
        return all;
    }

    private static Map<String, Object> router(String rule, Door door, List<String> middlewares, String target) {
        Map<String, Object> router = new LinkedHashMap<>();
        router.put("rule", rule);
        router.put("entryPoints", door.entryPoints());
        if (!middlewares.isEmpty()) {
            router.put("middlewares", middlewares);
        }
        router.put("service", target);
        door.tls().ifPresent(tls -> router.put("tls", tls));
        return router;
    }

    /** Traefik passes over a path in a server's address by default. */
    private static Map<String, Object> server(URI url) {
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("url", url.toString());
        if (url.getPath() != null && url.getPath().length() > 1) {
            server.put("preservePath", true);
        }
        return server;
    }

    private static Map<String, Object> balancer(List<Map<String, ?>> servers, Optional<LoadBalancer> written) {
        Map<String, Object> balancer = new LinkedHashMap<>();
        balancer.put("servers", servers);
        written.flatMap(LoadBalancer::passHostHeader)
                .filter(passes -> !passes) // it does so by itself
                .ifPresent(passes -> balancer.put("passHostHeader", passes));
        written.flatMap(LoadBalancer::serversTransport)
                .ifPresent(transport -> balancer.put("serversTransport", transport));
        return Map.of("loadBalancer", balancer);
    }

    /** Returns whether visitors come back to the service through a path of the outpost's. */
    private boolean returnsHere() {
        return provider.isEmpty() && !service.sharesSignIn();
    }

    /** Returns whether this is where a proxy asks whether a visitor may pass. */
    static boolean isAsking(String address) {
        return address.endsWith(ASKING_PATH) || address.endsWith("/api/authz/forward-auth");
    }

    private boolean passesPassword() {
        return service.sso().flatMap(SsoApp::basicAuth).isPresent();
    }

    private Map<String, Object> forwardAuth(URI server) {
        Map<String, Object> forwardAuth = new LinkedHashMap<>();
        forwardAuth.put(
                "address", server + provider.map(SignInSettings::askingPath).orElse(ASKING_PATH));
        forwardAuth.put("trustForwardHeader", true);
        forwardAuth.put(
                "authResponseHeaders",
                Stream.concat(
                                provider.map(SignInSettings::visitorHeaders).orElse(ANSWER_HEADERS).stream(),
                                passesPassword() ? Stream.of("Authorization") : Stream.empty())
                        .toList());
        return Map.of("forwardAuth", forwardAuth);
    }
}
