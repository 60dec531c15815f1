// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes the routes of a service as dynamic configuration of Traefik v3. Pure.
 *
 * <p>All files share one space of names, so every name begins with the service's; what follows begins with an underscore,
 * which no service's name has. No section is ever empty: Traefik would refuse the file, and with it all others.
 */
final class RouteText {

    private static final String OUTPOST_PATH = "/outpost.goauthentik.io";

    /** What the outpost may tell a service about the visitor (authentik 2026.8). */
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
    private final Door door;
    private final Optional<URI> outpost;
    private final Map<String, Object> routers = new LinkedHashMap<>();
    private final Map<String, Object> services = new LinkedHashMap<>();

    /**
     * Where visitors come in.
     *
     * @param entryPoint by name
     * @param tls whether they come over HTTPS
     * @param certResolver who gets the certificates, if not the default
     */
    record Door(String entryPoint, boolean tls, Optional<String> certResolver) {}

    /**
     * Prepares the file of one service.
     *
     * @param outpost asked about every visitor; empty when anybody may pass
     */
    RouteText(Service service, Door door, Optional<URI> outpost) {
        this.service = service;
        this.door = door;
        this.outpost = outpost;
    }

    /**
     * Returns the text.
     *
     * @param server where the container behind a route answers
     */
    String text(Function<Route, URI> server) {
        for (int i = 0; i < service.routes().size(); i++) {
            add(service.routes().get(i), i == 0 ? "" : "_" + (i + 1), server);
        }
        Map<String, Object> http = new LinkedHashMap<>();
        http.put("routers", routers);
        outpost.ifPresent(url -> {
            services.put(signIn(), servers(url + OUTPOST_PATH));
            http.put("middlewares", Map.of(signIn(), forwardAuth(url)));
        });
        http.put("services", services);
        return YamlText.write(Map.of("http", http));
    }

    private void add(Route route, String suffix, Function<Route, URI> server) {
        String name = service.name() + suffix;
        String host = "Host(`" + route.visitedAt() + "`)";
        routers.put(name, router(host, name, outpost.isPresent()));
        if (outpost.isPresent()) {
            String path = host + " && PathPrefix(`" + OUTPOST_PATH + "/`)";
            routers.put(signIn() + suffix, router(path, signIn(), false));
        }
        services.put(name, servers(server.apply(route).toString()));
    }

    private Map<String, Object> router(String rule, String target, boolean guarded) {
        Map<String, Object> router = new LinkedHashMap<>();
        router.put("rule", rule);
        router.put("entryPoints", List.of(door.entryPoint()));
        if (guarded) {
            router.put("middlewares", List.of(signIn()));
        }
        router.put("service", target);
        if (door.tls()) {
            router.put(
                    "tls",
                    door.certResolver()
                            .map(resolver -> Map.of("certResolver", resolver))
                            .orElse(Map.of()));
        }
        return router;
    }

    private static Map<String, Object> servers(String url) {
        return Map.of("loadBalancer", Map.of("servers", List.of(Map.of("url", url))));
    }

    private static Map<String, Object> forwardAuth(URI outpost) {
        Map<String, Object> forwardAuth = new LinkedHashMap<>();
        forwardAuth.put("address", outpost + OUTPOST_PATH + "/auth/traefik");
        forwardAuth.put("trustForwardHeader", true);
        forwardAuth.put("authResponseHeaders", ANSWER_HEADERS);
        return Map.of("forwardAuth", forwardAuth);
    }

    private String signIn() {
        return service.name() + "_signin";
    }
}
