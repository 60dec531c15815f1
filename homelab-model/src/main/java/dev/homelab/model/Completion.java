// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.model.container.Container;
import dev.homelab.model.container.JoinedNetwork;
import dev.homelab.model.inventory.Defaults;
import dev.homelab.model.inventory.ImageLock;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Pin;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.ImageName;
import dev.homelab.model.value.NetworkMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fills in what definitions leave to the inventory, and keeps where each of it came from. Pure. */
public final class Completion {

    /** What the origin of a digest begins with, before the image with its tag. */
    public static final String LOCK = ImageLock.FILE + " ";

    private static final String TIME_ZONE = "TZ";

    private final Inventory inventory;
    private final ImageLock lock;
    private final Defaults defaults;
    private final Service service;
    private final Map<String, String> filled = new LinkedHashMap<>();

    private Completion(Catalog catalog, Service service) {
        this.inventory = catalog.inventory();
        this.lock = catalog.lock();
        this.defaults = inventory.defaultsOrNone();
        this.service = service;
    }

    /** Returns the catalog with everything filled in; what is malformed stays as it is. */
    public static Catalog of(Catalog written) {
        return written.withOnly(written.definitions().stream()
                .map(definition -> of(written, definition))
                .toList());
    }

    private static Definition of(Catalog catalog, Definition written) {
        Completion completion = new Completion(catalog, written.service());
        Service complete = completion.service();
        return new Definition(
                complete, written.category(), written.positions(), completion.filled, written.inherited());
    }

    private Service service() {
        List<Route> routes = routes();
        return service.with(containers(), routes);
    }

    private List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        for (Route route : service.routes()) {
            routes.add(isThere(route) ? route(route, "routes[" + routes.size() + "]") : route);
        }
        return routes;
    }

    private Route route(Route route, String path) {
        Optional<Hostname> hostname = route.hostname();
        if (hostname.isEmpty() && route.isHttp() && isThere(service.name()) && isThere(inventory.domain())) {
            hostname = Optional.of(Hostname.of(service.name() + "." + inventory.domain()));
            filled.put(path + ".hostname", "domain");
        }
        Optional<List<String>> middlewares = route.middlewares();
        if (middlewares.isEmpty() && route.isHttp() && !defaults.middlewares().isEmpty()) {
            middlewares = Optional.of(defaults.middlewares());
            filled.put(path + ".middlewares", "defaults.middlewares");
        }
        return route.with(hostname, middlewares);
    }

    private Map<String, Container> containers() {
        Set<String> visited = visited();
        Map<String, Container> containers = new LinkedHashMap<>();
        service.containers()
                .forEach((name, container) -> containers.put(
                        name,
                        isThere(container)
                                ? container(container, "containers." + name, visited.contains(name))
                                : container));
        return containers;
    }

    private Container container(Container container, String path, boolean isVisited) {
        Optional<Map<String, JoinedNetwork>> networks = container.networks();
        if (networks.isEmpty() && isVisited && !defaults.networks().isEmpty()) {
            Map<String, JoinedNetwork> shared = new LinkedHashMap<>();
            defaults.networks().forEach(network -> shared.put(network, JoinedNetwork.PLAIN));
            networks = Optional.of(shared);
            filled.put(path + ".networks", "defaults.networks");
        }
        return container.with(image(container, path), environment(container, path), networks, labels(container, path));
    }

    /** A tag that is locked means its digest. */
    private Optional<ImageName> image(Container container, String path) {
        return container.image().map(image -> image(image, path));
    }

    private ImageName image(ImageName image, String path) {
        if (inventory.pinOrUsual() != Pin.LOCK
                || !isThere(image)
                || !isThere(image.value())
                || image.digest().isPresent()) {
            return image;
        }
        Optional<String> digest = lock.digest(image.tagged());
        digest.ifPresent(locked -> filled.put(path + ".image", LOCK + image.tagged()));
        return digest.map(image::with).orElse(image);
    }

    private Map<String, String> environment(Container container, String path) {
        boolean isSet = container.environment().containsKey(TIME_ZONE)
                || container.secrets().containsKey(TIME_ZONE);
        if (isSet || defaults.timeZone().isEmpty()) {
            return container.environment();
        }
        Map<String, String> environment = new LinkedHashMap<>(container.environment());
        environment.put(TIME_ZONE, defaults.timeZone().get());
        filled.put(path + ".environment." + TIME_ZONE, "defaults.timeZone");
        return environment;
    }

    private Map<String, String> labels(Container container, String path) {
        Map<String, String> labels = new LinkedHashMap<>(container.labels());
        defaults.labels().forEach((name, value) -> {
            if (labels.putIfAbsent(name, value) == null) {
                filled.put(path + ".labels." + name, "defaults.labels." + name);
            }
        });
        return labels;
    }

    /** Returns the containers with a network of their own that a route leads to, be it through another's network. */
    private Set<String> visited() {
        return service.routes().stream()
                .filter(Completion::isThere)
                .flatMap(route -> route.container().stream())
                .map(this::networkOwner)
                .filter(name -> Optional.ofNullable(service.containers().get(name))
                        .filter(container -> container.networkMode().isEmpty())
                        .isPresent())
                .collect(Collectors.toSet());
    }

    private String networkOwner(String name) {
        return Optional.ofNullable(service.containers().get(name))
                .flatMap(Container::networkMode)
                .flatMap(NetworkMode::container)
                .orElse(name);
    }

    private static boolean isThere(@Nullable Object value) {
        return value != null;
    }
}
