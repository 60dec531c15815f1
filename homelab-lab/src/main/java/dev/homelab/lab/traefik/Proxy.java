// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.PlainHttp;
import dev.homelab.lab.http.Request;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The side of Traefik that visitors see: a port that stands for one entry point or for every one, without TLS. */
final class Proxy extends FakeServer {

    private final Supplier<RouterTable> table;
    private final Function<URI, URI> lab;
    private final Predicate<Router> isHere;

    Proxy(Supplier<RouterTable> table, Function<URI, URI> lab, Predicate<Router> isHere) {
        super("traefik-entry");
        this.table = table;
        this.lab = lab;
        this.isHere = isHere;
        start();
    }

    @Override
    protected Answer answer(Request request) {
        RouterTable now = table.get();
        return now.match(new Visit(request), isHere)
                .map(router -> serve(now.configuration(), router, request))
                .orElseGet(() -> Answer.text(404, "404 page not found\n"));
    }

    private Answer serve(Configuration configuration, Router router, Request request) {
        String scheme = router.hasTls() ? "https" : "http";
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        headers.keySet().removeAll(ForwardAuth.HOP_BY_HOP);
        headers.put("x-forwarded-host", List.of(request.header("Host").orElse("")));
        headers.put("x-forwarded-proto", List.of(scheme));
        headers.put("x-forwarded-for", List.of("127.0.0.1"));
        String path = request.uri().toString();
        for (ObjectNode middleware : chain(configuration, router.middlewares())) {
            if (middleware.has("forwardAuth")) {
                Optional<Answer> refused =
                        new ForwardAuth(middleware.get("forwardAuth"), lab).ask(request, scheme, headers);
                if (refused.isPresent()) {
                    return refused.get();
                }
            }
            path = stripped(path, middleware.path("stripPrefix").path("prefixes"));
        }
        return forward(
                configuration,
                router.service(),
                path,
                new Request(request.method(), request.uri(), headers, request.body()));
    }

    /** The middlewares in their order, with chains replaced by what they hold. */
    private static List<ObjectNode> chain(Configuration configuration, List<String> names) {
        List<ObjectNode> all = new ArrayList<>();
        for (String name : names) {
            ObjectNode middleware = configuration.middlewares().get(name);
            if (middleware != null) {
                all.add(middleware);
                all.addAll(chain(
                        configuration,
                        RouterTable.texts(middleware.path("chain").path("middlewares")).stream()
                                .map(Configuration::qualified)
                                .toList()));
            }
        }
        return all;
    }

    private static String stripped(String path, JsonNode prefixes) {
        for (String prefix : RouterTable.texts(prefixes)) {
            if (path.startsWith(prefix)) {
                String rest = path.substring(prefix.length());
                return rest.startsWith("/") ? rest : "/" + rest;
            }
        }
        return path;
    }

    private Answer forward(Configuration configuration, String service, String path, Request request) {
        JsonNode balancer = Optional.ofNullable(configuration.services().get(service))
                .<JsonNode>map(s -> s.path("loadBalancer"))
                .orElseGet(MissingNode::getInstance);
        JsonNode server = balancer.path("servers").path(0);
        if (server.isMissingNode()) {
            return Answer.text(503, "no available server\n");
        }
        URI configured = URI.create(server.path("url").asText());
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        if (!balancer.path("passHostHeader").asBoolean(true)) {
            headers.put("host", List.of(configured.getAuthority()));
        }
        try {
            // A path in a server's url has no effect, as Traefik's documentation of the load balancer says.
            URI target = URI.create(configured.getScheme() + "://" + configured.getAuthority() + path);
            return PlainHttp.send(request.method(), lab.apply(target), headers, request.body());
        } catch (IOException e) {
            return Answer.text(502, "Bad Gateway");
        }
    }
}
