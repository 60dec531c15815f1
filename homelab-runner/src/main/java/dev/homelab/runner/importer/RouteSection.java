// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.traefik.TraefikSettings;
import dev.homelab.model.LoadBalancer;
import dev.homelab.model.Route;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.runner.importer.route.ForeignRoute;
import dev.homelab.runner.importer.route.ForeignRoute.Answer;
import dev.homelab.runner.importer.route.ForeignRoute.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What a definition says of routes that were found: the keys of {@code routes}, and the rest under {@code traefik}. Pure. */
final class RouteSection {

    private static final String ENTRY_POINTS = "entryPoints";

    private final String service;
    private final Inventory inventory;
    private final TraefikSettings proxy;
    private final List<Written> written = new ArrayList<>();
    private final Map<String, ObjectNode> middlewares = new TreeMap<>();
    private final Map<String, ObjectNode> originals = new TreeMap<>();
    private final Map<String, Set<ForeignRoute>> users = new TreeMap<>();

    /**
     * A route that was found, and where it leads.
     *
     * @param container of the definition; empty if the proxy itself answers
     */
    record Found(ForeignRoute route, String container, Optional<Integer> port) {}

    /** An element of a service's routes. */
    private record Written(ForeignRoute route, Map<String, Object> keys) {}

    RouteSection(String service, Inventory inventory, TraefikSettings proxy, List<Found> found) {
        this.service = service;
        this.inventory = inventory;
        this.proxy = proxy;
        found.forEach(this::add);
        written.sort(Comparator.comparing(RouteSection::rank));
        apart();
    }

    /** Returns the elements of {@code routes}. */
    List<Object> routes() {
        return written.stream()
                .map(one -> (Object) Language.ordered(Route.class, one.keys()))
                .toList();
    }

    /** Returns what stands under {@code traefik}. */
    Map<String, Object> more() {
        Map<String, Object> routers = new LinkedHashMap<>();
        Map<String, Object> services = new LinkedHashMap<>();
        for (int i = 0; i < written.size(); i++) {
            ForeignRoute route = written.get(i).route();
            if (!route.more().router().isEmpty()) {
                routers.put(nameOf(i), Forms.plain(route.more().router()));
            }
            if (!route.more().balancer().isEmpty()) {
                services.put(
                        nameOf(i),
                        Map.of("loadBalancer", Forms.plain(route.more().balancer())));
            }
        }
        Map<String, Object> brought = new LinkedHashMap<>();
        middlewares.forEach((name, definition) -> brought.put(name, Forms.plain(definition)));
        Map<String, Object> http = new LinkedHashMap<>();
        Map.of("routers", routers, "services", services, "middlewares", brought).entrySet().stream()
                .filter(part -> !part.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey(Comparator.reverseOrder()))
                .forEach(part -> http.put(part.getKey(), part.getValue()));
        return http.isEmpty() ? Map.of() : Map.of("http", http);
    }

    /** Returns the keys of the definition that say a route, such as {@code routes[0]}. */
    List<String> keysOf(ForeignRoute route) {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            if (written.get(i).route().equals(route)) {
                keys.add("routes[" + i + "]");
            }
        }
        return keys;
    }

    /** Returns the routes that say what stands at a path of the definition. */
    Set<ForeignRoute> at(String path) {
        Set<ForeignRoute> routes = new LinkedHashSet<>();
        for (int i = 0; i < written.size(); i++) {
            boolean isRoute = isWithin(path, "routes[" + i + "]");
            boolean isMore = isWithin(path, "traefik.http.routers." + nameOf(i))
                    || isWithin(path, "traefik.http.services." + nameOf(i));
            if (isRoute || isMore) {
                routes.add(written.get(i).route());
            }
        }
        users.forEach((name, all) -> {
            if (isWithin(path, "traefik.http.middlewares." + name)) {
                routes.addAll(all);
            }
        });
        if (routes.isEmpty() && (path.equals("routes") || path.startsWith("traefik"))) {
            written.forEach(one -> routes.add(one.route()));
        }
        return routes;
    }

    private static boolean isWithin(String path, String part) {
        return path.equals(part) || path.startsWith(part + ".") || path.startsWith(part + "[");
    }

    private String nameOf(int place) {
        return service + (place == 0 ? "" : "_" + (place + 1));
    }

    /** Pages first, by TLS before those without, and other protocols last. */
    private static int rank(Written one) {
        if (!one.route().protocol().isEmpty()) {
            return 2;
        }
        return "none".equals(one.keys().get("tls")) ? 1 : 0;
    }

    private void add(Found found) {
        ForeignRoute route = found.route();
        Map<String, String> names = new LinkedHashMap<>();
        route.more().middlewares().forEach((name, definition) -> names.put(name, ownName(name, definition)));
        route.more().middlewares().forEach((name, definition) -> {
            String own = names.getOrDefault(name, name);
            middlewares.put(own, renamed(definition, names));
            users.computeIfAbsent(own, any -> new LinkedHashSet<>()).add(route);
        });
        for (Place place : route.places()) {
            for (Map<String, Object> entrance : entrances(route, place)) {
                Map<String, Object> keys = new LinkedHashMap<>(entrance);
                route.protocol().ifPresent(protocol -> keys.put("protocol", protocol.word()));
                place.hostname()
                        .filter(name -> !route.protocol().isEmpty() || !name.equals(service + "." + inventory.domain()))
                        .ifPresent(name -> keys.put("hostname", name));
                place.path().ifPresent(path -> keys.put("path", path));
                place.pathPattern().ifPresent(pattern -> keys.put("pathPattern", pattern));
                answer(found, keys);
                middlewares(route, names).ifPresent(all -> keys.put("middlewares", all));
                written.add(new Written(route, keys));
            }
        }
    }

    private static void answer(Found found, Map<String, Object> keys) {
        Answer answer = found.route().answer();
        if (answer.internal().isPresent()) {
            keys.put("service", answer.internal().get());
            return;
        }
        keys.put("container", found.container());
        found.port().ifPresent(port -> keys.put("port", port));
        Map<String, Object> balancer = new LinkedHashMap<>();
        if (found.route().protocol().isEmpty() && !answer.scheme().equals("http")) {
            balancer.put("scheme", answer.scheme());
        }
        if (!answer.passHostHeader()) {
            balancer.put("passHostHeader", false);
        }
        answer.serversTransport().ifPresent(name -> balancer.put("serversTransport", name));
        if (!balancer.isEmpty()) {
            keys.put("loadBalancer", Language.ordered(LoadBalancer.class, balancer));
        }
    }

    private Optional<List<String>> middlewares(ForeignRoute route, Map<String, String> names) {
        List<String> all = route.middlewares().stream()
                .map(name -> names.getOrDefault(name, name))
                .toList();
        List<String> usual = inventory.defaultsOrNone().middlewares();
        return route.protocol().isPresent() || all.equals(usual) ? Optional.empty() : Optional.of(all);
    }

    /** Returns how visitors come in: {@code entryPoints} and {@code tls}, once for each way. */
    private List<Map<String, Object>> entrances(ForeignRoute route, Place place) {
        List<String> entryPoints = route.entryPoints();
        boolean isUsual = entryPoints.isEmpty() || Set.copyOf(entryPoints).equals(Set.of(proxy.entryPoint()));
        if (route.protocol().isPresent()) {
            return List.of(stream(route, place));
        }
        if (route.tls().isPresent()) {
            return List.of(entrance(
                    isUsual ? List.of() : entryPoints, certificate(route.tls().get(), true)));
        }
        String plain = proxy.plainEntryPoint().orElse("");
        if (isUsual || !isEncrypted()) {
            return List.of(entrance(isUsual ? List.of() : entryPoints, Optional.empty()));
        }
        if (Set.copyOf(entryPoints).equals(Set.of(plain))) {
            return List.of(entrance(List.of(), Optional.of("none")));
        }
        if (Set.copyOf(entryPoints).equals(Set.of(plain, proxy.entryPoint()))) {
            return List.of(entrance(List.of(), Optional.empty()), entrance(List.of(), Optional.of("none")));
        }
        return List.of(entrance(entryPoints, Optional.of("none")));
    }

    private Map<String, Object> stream(ForeignRoute route, Place place) {
        return entrance(
                route.entryPoints(),
                route.tls().flatMap(tls -> certificate(tls, place.hostname().isPresent())));
    }

    private Optional<String> certificate(String tls, boolean isUsual) {
        String usual = proxy.certResolver().orElse("default");
        return isUsual && isEncrypted() && tls.equals(usual) ? Optional.empty() : Optional.of(tls);
    }

    private boolean isEncrypted() {
        return proxy.url().map(url -> "https".equals(url.getScheme())).orElse(true);
    }

    private static Map<String, Object> entrance(List<String> entryPoints, Optional<String> tls) {
        Map<String, Object> keys = new LinkedHashMap<>();
        if (!entryPoints.isEmpty()) {
            keys.put(ENTRY_POINTS, entryPoints);
        }
        tls.ifPresent(word -> keys.put("tls", word));
        return keys;
    }

    /** A route without TLS names its entry point where another leads visitors with TLS from the same place. */
    private void apart() {
        for (Written one : written) {
            boolean isPlain =
                    "none".equals(one.keys().get("tls")) && !one.keys().containsKey(ENTRY_POINTS);
            if (isPlain
                    && written.stream().filter(other -> samePlace(one, other)).count() > 1) {
                proxy.plainEntryPoint().ifPresent(name -> one.keys().put(ENTRY_POINTS, List.of(name)));
            }
        }
    }

    private static boolean samePlace(Written one, Written other) {
        return List.of("hostname", "path", "pathPattern", ENTRY_POINTS).stream()
                .allMatch(key -> Optional.ofNullable(one.keys().get(key))
                        .equals(Optional.ofNullable(other.keys().get(key))));
    }

    /** All services share one space of names, so each name begins with the service's. */
    private String ownName(String name, ObjectNode definition) {
        String own = name.equals(service) || name.startsWith(service + "_") ? name : service + "_" + name;
        String free = own;
        for (int i = 2; !originals.getOrDefault(free, definition).equals(definition); i++) {
            free = own + "_" + i;
        }
        originals.put(free, definition);
        return free;
    }

    private static ObjectNode renamed(ObjectNode definition, Map<String, String> names) {
        ObjectNode copy = definition.deepCopy();
        JsonNode chained = copy.path("chain").path("middlewares");
        if (chained instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                String written = list.get(i).asText();
                String bare = written.replaceFirst("@(docker|file)$", "");
                list.set(i, copy.textNode(names.getOrDefault(bare, written)));
            }
        }
        return copy;
    }
}
