// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.Request;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The read-only API of Traefik v3, answered from one router table. */
final class TraefikApi {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String API = "api@internal";

    private final RouterTable table;
    private final Map<String, String> entryPoints;
    private final String version;

    TraefikApi(RouterTable table, Map<String, String> entryPoints, String version) {
        this.version = version;
        this.table = table;
        this.entryPoints = entryPoints;
    }

    Answer answer(Request request) {
        String path = request.path();
        if (!request.method().equals("GET")) {
            return Answer.text(405, "Method Not Allowed");
        }
        return switch (path) {
            case "/api/version" ->
                json(JSON.objectNode().put("Version", version).put("Codename", "lab"));
            case "/api/overview" -> json(overview());
            case "/api/rawdata" -> json(rawdata());
            case "/api/entrypoints" -> page(entryPoints(), request);
            case "/api/http/routers" -> page(routers(request), request);
            case "/api/http/services" -> page(named(services(), request), request);
            case "/api/http/middlewares" -> page(named(middlewares(), request), request);
            default -> one(path);
        };
    }

    private Answer one(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (path.equals("/api/http/routers/" + name)) {
            return found("router", name, table.named(name).map(this::router));
        }
        if (path.equals("/api/http/services/" + name)) {
            return found(
                    "service", name, Optional.ofNullable(services().get(name)).map(s -> withName(s, name)));
        }
        if (path.equals("/api/http/middlewares/" + name)) {
            return found(
                    "middleware",
                    name,
                    Optional.ofNullable(middlewares().get(name)).map(m -> withName(m, name)));
        }
        return Answer.text(404, "404 page not found\n");
    }

    private static Answer found(String kind, String name, Optional<ObjectNode> part) {
        // the body of a 404 is JSON although its type says text: so does the real one
        return part.map(TraefikApi::json)
                .orElseGet(() ->
                        Answer.text(404, JSON.objectNode().put("message", kind + " not found: " + name) + "\n"));
    }

    private ArrayNode routers(Request request) {
        ArrayNode list = JSON.arrayNode();
        String search = request.query("search").orElse("");
        Optional<String> status = request.query("status");
        if (API.contains(search) && status.map("enabled"::equals).orElse(true)) {
            list.add(withName(internal(), API).put("priorityStr", String.valueOf(Long.MAX_VALUE - 1)));
        }
        table.routers().stream()
                .filter(router -> router.mentions(search))
                .filter(router -> status.map(router.status()::equals).orElse(true))
                .forEach(router -> list.add(router(router)));
        return list;
    }

    /** The router by which the API itself is reached: no file holds it. */
    private static ObjectNode internal() {
        ObjectNode router = JSON.objectNode()
                .put("service", API)
                .put("rule", "PathPrefix(`/api`)")
                .put("priority", Long.MAX_VALUE - 1)
                .put("status", "enabled");
        router.putArray("entryPoints").add("traefik");
        router.putArray("using").add("traefik");
        return router;
    }

    private ObjectNode router(Router router) {
        return withName(router.json().put("priorityStr", String.valueOf(router.priority())), router.name());
    }

    private static ArrayNode named(ObjectNode parts, Request request) {
        ArrayNode list = JSON.arrayNode();
        String search = request.query("search").orElse("");
        parts.properties().stream()
                .filter(part -> part.getKey().contains(search))
                .forEach(part -> list.add(withName(part.getValue(), part.getKey())));
        return list;
    }

    private ObjectNode services() {
        ObjectNode services = JSON.objectNode();
        table.configuration().services().forEach((name, written) -> {
            ObjectNode service = written.deepCopy().put("status", "enabled");
            table.usersOf(name).forEach(service.putArray("usedBy")::add);
            ObjectNode up = service.putObject("serverStatus");
            written.path("loadBalancer")
                    .path("servers")
                    .forEach(server -> up.put(server.path("url").asText(), "UP"));
            services.set(name, service);
        });
        return services;
    }

    private ObjectNode middlewares() {
        ObjectNode middlewares = JSON.objectNode();
        table.configuration().middlewares().forEach((name, written) -> {
            ObjectNode middleware = written.deepCopy().put("status", "enabled");
            table.usersOf(name).forEach(middleware.putArray("usedBy")::add);
            middlewares.set(name, middleware);
        });
        return middlewares;
    }

    private ArrayNode entryPoints() {
        ArrayNode list = JSON.arrayNode();
        list.addObject().put("address", ":8080").put("name", "traefik");
        entryPoints.forEach(
                (name, address) -> list.addObject().put("address", address).put("name", name));
        return list;
    }

    private ObjectNode rawdata() {
        ObjectNode all = JSON.objectNode();
        ObjectNode routers = all.putObject("routers");
        routers.set(API, internal());
        table.routers().forEach(router -> routers.set(router.name(), router.json()));
        all.set("middlewares", middlewares());
        all.set("services", services());
        new Streams(table.configuration(), entryPoints.keySet()).addTo(all);
        return all;
    }

    private ObjectNode overview() {
        ObjectNode overview = JSON.objectNode();
        ObjectNode http = overview.putObject("http");
        count(http.putObject("routers"), table.routers().size(), (int) table.routers().stream()
                .filter(router -> router.status().equals("disabled"))
                .count());
        count(http.putObject("services"), services().size(), 0);
        count(http.putObject("middlewares"), middlewares().size(), 0);
        overview.putArray("providers").add("File");
        return overview;
    }

    private static void count(ObjectNode section, int total, int errors) {
        section.put("total", total).put("warnings", 0).put("errors", errors);
    }

    private static ObjectNode withName(JsonNode part, String name) {
        ObjectNode named = ((ObjectNode) part).deepCopy();
        List<String> kinds = List.of("status", "usedBy", "serverStatus");
        if (!named.has("rule")) {
            named.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(key -> !kinds.contains(key))
                    .findFirst()
                    .ifPresent(kind -> named.put("type", kind.toLowerCase(Locale.ROOT)));
        }
        return named.put("name", name).put("provider", name.substring(name.indexOf('@') + 1));
    }

    /** One page of a list; the header names the next page, and the first again on the last. */
    private static Answer page(ArrayNode list, Request request) {
        int size = request.query("per_page").map(Integer::parseInt).orElse(100);
        int page = request.query("page").map(Integer::parseInt).orElse(1);
        int start = (page - 1) * size;
        if (start > 0 && start >= list.size()) {
            return Answer.text(400, "{\"message\":\"invalid request: page: " + page + ", per_page: " + size + "\"}\n");
        }
        ArrayNode part = JSON.arrayNode();
        for (int i = start; i < Math.min(start + size, list.size()); i++) {
            part.add(list.get(i));
        }
        return json(part).with("X-Next-Page", String.valueOf(start + size < list.size() ? page + 1 : 1));
    }

    private static Answer json(JsonNode node) {
        return Answer.json(200, node + "\n");
    }
}
