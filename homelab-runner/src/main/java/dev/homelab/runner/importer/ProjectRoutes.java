// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.traefik.DynamicConfiguration;
import dev.homelab.adapter.traefik.TraefikSettings;
import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.ParseResult;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.model.io.MappingWriter;
import dev.homelab.model.rule.CatalogValidator;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.runner.importer.RouteSection.Found;
import dev.homelab.runner.importer.route.Caddyfile;
import dev.homelab.runner.importer.route.ForeignRoute;
import dev.homelab.runner.importer.route.TraefikRouters;
import dev.homelab.spi.Plugins;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes routes of what a project's labels for Traefik say, and of routes that proxies have for it. A router is carried whole, with all
 * that it uses and only if the definition is valid with it, or its labels stay labels.
 *
 * <p>Traefik makes a router of its own for a container of which no label describes one. So a container whose labels are all carried is
 * left alone by Traefik's Docker provider: {@code traefik.enable} is {@code "false"} then.
 */
public final class ProjectRoutes {

    private static final String ENABLE = "traefik.enable";
    private static final String PROVIDER = "docker";

    /** Problems whose way out is in the inventory, so that it is worth naming. */
    private static final Set<String> MENDED_IN_INVENTORY =
            Set.of("middleware not known", "entry point not known", "no entry point for this");

    private final Findings findings;
    private final ContainerNames names;
    private final ConversionOptions options;
    private final Map<String, Object> service;
    private final Map<String, Labelled> containers = new LinkedHashMap<>();
    private final Map<ForeignRoute, Source> sources = new LinkedHashMap<>();
    private final Map<ForeignRoute, String> refused = new LinkedHashMap<>();
    private final ObjectNode middlewares = JsonNodeFactory.instance.objectNode();

    /** The labels of Traefik that one container has. */
    private record Labelled(String name, Map<String, Forms.Pair> labels, ObjectNode configuration) {}

    /**
     * Where a route comes from.
     *
     * @param compose the service of the project that answers
     * @param caddy the labels of Caddy that say it
     */
    private record Source(String compose, Optional<Integer> port, boolean isLabel, Optional<CaddyLabels> caddy) {}

    /** Labels of one service that begin with {@code caddy} or {@code caddy_1}. */
    private record CaddyLabels(String compose, String prefix) {

        boolean has(String label) {
            return label.equals(prefix) || label.startsWith(prefix + ".");
        }
    }

    ProjectRoutes(Findings findings, ContainerNames names, ConversionOptions options, Map<String, Object> service) {
        this.findings = findings;
        this.names = names;
        this.options = options;
        this.service = service;
    }

    /** Returns the names of all middlewares that the labels of a project name, and that another project may define. */
    public static Set<String> middlewares(ComposeProject project) {
        Set<String> named = new TreeSet<>();
        project.tree()
                .path("services")
                .forEach(service -> Forms.pairs(service.path("labels"), "", '=').forEach(pair -> {
                    List<String> keys = DynamicConfiguration.keysOf(pair.key());
                    if (!keys.isEmpty() && keys.get(keys.size() - 1).equalsIgnoreCase("middlewares")) {
                        for (String name : pair.value().orElse("").split(",", -1)) {
                            named.add(TraefikRouters.bare(name.strip(), PROVIDER));
                        }
                    }
                }));
        return named;
    }

    /** Adds the routes to the definition, takes their labels away, and returns what became what. */
    List<CarriedPart> add() {
        Optional<Inventory> inventory = options.inventory();
        Optional<TraefikSettings> proxy = inventory
                .flatMap(known -> known.target(Wave.ROUTING))
                .map(Target::settings)
                .filter(TraefikSettings.class::isInstance)
                .map(TraefikSettings.class::cast);
        read();
        if (proxy.isEmpty() || inventory.isEmpty()) {
            options.routes()
                    .forEach(claimed -> findings.lost(
                            claimed.route().name(),
                            "Routes need a target of kind traefik, and the inventory has none.",
                            claimed.route().where()));
            if (inventory.isPresent() && sources.size() > options.routes().size()) {
                findings.note(
                        "Routes need a target of kind traefik, and the inventory has none: labels of proxies stay labels."
                                + " Add one, and import again.");
            }
            return List.of();
        }
        noteDefaultRouters();
        sources.keySet().forEach(route -> route.refusal().ifPresent(reason -> refused.put(route, reason)));
        refusePortless();
        RouteSection section = settled(inventory.get(), proxy.get());
        refused.forEach((route, reason) -> stays(route, reason));
        List<CarriedPart> carried = new ArrayList<>();
        if (!section.routes().isEmpty()) {
            service.putAll(said(section));
            containers.forEach((compose, labelled) -> carried.addAll(withoutLabels(compose, labelled, section)));
            carried.addAll(ofProxies(section));
            withoutDefaultNetworks(inventory.get());
        }
        return List.copyOf(carried);
    }

    private void read() {
        JsonNode services = findings.project().tree().path("services");
        Map<String, Map<String, Forms.Pair>> all = new LinkedHashMap<>();
        services.properties().forEach(entry -> {
            String pointer = Pointer.of("services", entry.getKey(), "labels");
            Map<String, Forms.Pair> labels = new LinkedHashMap<>();
            Forms.pairs(entry.getValue().path("labels"), pointer, '=').stream()
                    .filter(pair -> DynamicConfiguration.isOfTraefik(pair.key()))
                    .forEach(pair -> labels.put(pair.key(), pair));
            if (!labels.isEmpty() && isEnabled(labels)) {
                all.put(entry.getKey(), labels);
            }
        });
        Map<String, DynamicConfiguration> configurations = new LinkedHashMap<>();
        all.forEach((compose, labels) -> {
            Map<String, String> texts = new LinkedHashMap<>();
            labels.forEach((name, pair) -> texts.put(name, pair.value().orElse("")));
            DynamicConfiguration configuration = DynamicConfiguration.ofLabels(texts);
            configurations.put(compose, configuration);
            containers.put(compose, new Labelled(names.of(compose), labels, configuration.root()));
            configuration
                    .root()
                    .path("http")
                    .path("middlewares")
                    .properties()
                    .forEach(entry -> middlewares.set(entry.getKey(), entry.getValue()));
        });
        Map<String, Long> count = configurations.values().stream()
                .flatMap(configuration ->
                        TraefikRouters.of(configuration.root(), middlewares, PROVIDER, path -> Where.nowhere())
                                .stream())
                .collect(groupingBy(ProjectRoutes::identity, counting()));
        configurations.forEach((compose, configuration) -> {
            Labelled labelled = requireNonNull(containers.get(compose));
            for (ForeignRoute route :
                    TraefikRouters.of(configuration.root(), middlewares, PROVIDER, path -> whereOf(labelled, path))) {
                Optional<String> twice = count.getOrDefault(identity(route), 1L) > 1
                        ? Optional.of("Another container than \"%s\" describes it as well.".formatted(compose))
                        : Optional.empty();
                ForeignRoute judged = twice.or(() -> unreadable(route, labelled, configuration.unknown()))
                        .map(route::refused)
                        .orElse(route);
                sources.put(judged, new Source(compose, port(judged, services.path(compose)), true, Optional.empty()));
            }
        });
        options.routes()
                .forEach(claimed -> sources.put(
                        claimed.route(),
                        new Source(claimed.service(), Optional.of(claimed.port()), false, Optional.empty())));
        services.properties().forEach(entry -> readCaddy(entry.getKey(), entry.getValue()));
    }

    private void readCaddy(String compose, JsonNode container) {
        String pointer = Pointer.of("services", compose, "labels");
        Map<String, String> labels = new LinkedHashMap<>();
        Forms.pairs(container.path("labels"), pointer, '=')
                .forEach(pair -> labels.put(pair.key(), pair.value().orElse("")));
        for (Caddyfile.Labelled labelled :
                Caddyfile.ofLabels(labels, findings.project().placeOf(pointer))) {
            ForeignRoute route = labelled.route();
            CaddyLabels own = new CaddyLabels(compose, labelled.prefix());
            boolean isSecret = labels.entrySet().stream()
                    .anyMatch(label -> own.has(label.getKey()) && SecretTexts.isMarked(label.getValue()));
            String host = route.answer().host();
            boolean isItself = host.equals(Caddyfile.ITSELF) || host.isEmpty();
            ForeignRoute judged = isSecret
                    ? route.refused("Its labels hold a secret.")
                    : isItself || names.isKnown(host)
                            ? route
                            : route.refused("It leads to %s, which is not in the project."
                                    .formatted(route.answer().shown()));
            sources.put(
                    judged, new Source(isItself ? compose : host, route.answer().port(), false, Optional.of(own)));
        }
    }

    private static String identity(ForeignRoute route) {
        return route.protocol() + route.name();
    }

    private static boolean isEnabled(Map<String, Forms.Pair> labels) {
        return labels.values().stream()
                .noneMatch(pair -> pair.key().equalsIgnoreCase(ENABLE)
                        && pair.value().orElse("").equalsIgnoreCase("false"));
    }

    private Where whereOf(Labelled labelled, String path) {
        return labelled.labels().values().stream()
                .filter(pair -> isOf(path, pair.key()))
                .findFirst()
                .map(pair -> findings.project().placeOf(pair.pointer()))
                .orElse(Where.nowhere());
    }

    /** Returns why a label of a router, or of what it uses, cannot be carried. */
    private Optional<String> unreadable(ForeignRoute route, Labelled labelled, List<String> unknown) {
        Set<String> parts = parts(route, labelled);
        Optional<String> strange = unknown.stream()
                .filter(label -> parts.stream().anyMatch(part -> isOf(part, label)))
                .findFirst()
                .map("Traefik knows no label \"%s\"."::formatted);
        return strange.or(() -> containers.values().stream()
                .flatMap(one -> one.labels().values().stream())
                .filter(pair -> SecretTexts.isMarked(pair.value().orElse("")))
                .filter(pair -> parts.stream().anyMatch(part -> isOf(part, pair.key())))
                .findFirst()
                .map(pair -> "The label \"%s\" holds a secret.".formatted(pair.key())));
    }

    /** Returns the router, its service and its middlewares by the paths of their keys. */
    private static Set<String> parts(ForeignRoute route, Labelled labelled) {
        String protocol = route.protocol().map(one -> one.word()).orElse("http");
        String router = TraefikRouters.bare(route.name(), PROVIDER);
        Set<String> parts = new LinkedHashSet<>();
        parts.add(protocol + ".routers." + router);
        JsonNode section = labelled.configuration().path(protocol);
        String named = TraefikRouters.bare(
                section.path("routers").path(router).path("service").asText(), PROVIDER);
        if (!named.isEmpty()) {
            parts.add(protocol + ".services." + named);
        } else if (section.path("services").size() == 1) {
            parts.add(protocol + ".services."
                    + section.path("services").fieldNames().next());
        }
        route.more().middlewares().keySet().forEach(name -> parts.add("http.middlewares." + name));
        return parts;
    }

    private static boolean isOf(String part, String label) {
        List<String> keys = DynamicConfiguration.keysOf(label);
        return keys.size() > 2
                && part.equals(keys.get(0).toLowerCase(Locale.ROOT) + "."
                        + keys.get(1).toLowerCase(Locale.ROOT) + "." + keys.get(2));
    }

    /** Without a label, Traefik asks at the lowest port that Docker knows; the project says it if there is one alone. */
    private static Optional<Integer> port(ForeignRoute route, JsonNode service) {
        if (route.answer().port().isPresent()) {
            return route.answer().port();
        }
        Set<Integer> ports = new TreeSet<>();
        for (JsonNode port : service.path("ports")) {
            String text = port.isObject() ? port.path("target").asText() : Forms.text(port);
            String last = text.substring(text.lastIndexOf(':') + 1);
            if (last.replaceFirst("/tcp$", "").matches("[0-9]{1,5}")) {
                ports.add(Integer.valueOf(last.replaceFirst("/tcp$", "")));
            }
        }
        for (String port : Forms.texts(service.path("expose"))) {
            if (port.replaceFirst("/tcp$", "").matches("[0-9]{1,5}")) {
                ports.add(Integer.valueOf(port.replaceFirst("/tcp$", "")));
            }
        }
        return ports.size() == 1 ? Optional.of(ports.iterator().next()) : Optional.empty();
    }

    /** What Traefik's own configuration says is in no project. */
    private void noteDefaultRouters() {
        containers.forEach((compose, labelled) -> {
            boolean isAsked = labelled.labels().keySet().stream().anyMatch(ENABLE::equalsIgnoreCase)
                    || List.of("http", "tcp", "udp").stream()
                            .anyMatch(protocol ->
                                    labelled.configuration().path(protocol).has("services"));
            if (isAsked && routesOf(compose).isEmpty()) {
                findings.note(
                        "services.%s.labels: no label describes a router, so Traefik makes one by its defaultRule, which the project"
                                        .formatted(compose)
                                + " does not say. Labels of Traefik stay labels.");
            }
        });
    }

    private void refusePortless() {
        sources.forEach((route, source) -> {
            boolean isContainer = route.answer().internal().isEmpty();
            if (isContainer && source.isLabel() && !route.answer().host().isEmpty()) {
                refused.putIfAbsent(
                        route,
                        "It leads to %s, and not to its container."
                                .formatted(route.answer().shown()));
            } else if (isContainer && source.port().isEmpty()) {
                refused.putIfAbsent(route, "Nothing says which port of the container it leads to.");
            }
        });
    }

    /** Excludes what makes the definition invalid, until it is valid. */
    private RouteSection settled(Inventory inventory, TraefikSettings proxy) {
        while (true) {
            RouteSection section = new RouteSection(nameOfService(), inventory, proxy, found());
            int before = refused.size();
            judge(section, inventory);
            refuseOfSharedLabels();
            if (refused.size() == before) {
                return section;
            }
        }
    }

    private List<Found> found() {
        List<Found> found = new ArrayList<>();
        sources.forEach((route, source) -> {
            if (!refused.containsKey(route)) {
                found.add(new Found(route, names.of(source.compose()), source.port()));
            }
        });
        return found;
    }

    private String nameOfService() {
        return String.valueOf(service.get("name"));
    }

    private static Map<String, Object> said(RouteSection section) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("routes", section.routes());
        if (!section.more().isEmpty()) {
            keys.put("traefik", section.more());
        }
        return keys;
    }

    private void judge(RouteSection section, Inventory inventory) {
        if (section.routes().isEmpty()) {
            return;
        }
        Map<String, Object> whole = new LinkedHashMap<>(service);
        whole.putAll(said(section));
        List<Problem> problems = new ArrayList<>();
        String text = MappingWriter.write(Language.ordered(dev.homelab.model.Service.class, whole));
        Optional<Definition> definition =
                CatalogReader.definition(text, "imported", "imported/" + nameOfService() + ".yaml", problems);
        ParseResult reading = new ParseResult(
                definition.map(one -> new Catalog(inventory, Positions.of("inventory.yaml"), List.of(one))), problems);
        for (Problem problem : Judge.VALIDATOR.judge(reading).problems()) {
            if (problem.where() instanceof Where.InFile place) {
                section.at(place.path()).forEach(route -> refused.putIfAbsent(route, reason(problem)));
            }
        }
    }

    /** Made once, at first use. */
    private static final class Judge {

        private static final CatalogValidator VALIDATOR = new CatalogValidator(Plugins.found().adapters().stream()
                .map(adapter -> (Rule) adapter::checkDefinitions)
                .toList());

        private Judge() {}
    }

    private static String reason(Problem problem) {
        String detail = sentence(problem.detail());
        if (problem.summary().equals("routed port not published")) {
            return detail + " If Traefik reaches it in a network of Docker, name that as \"network\" of the target.";
        }
        return MENDED_IN_INVENTORY.contains(problem.summary()) ? detail + " " + sentence(problem.fix()) : detail;
    }

    private static String sentence(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** A container whose labels describe something for others has to stay known to Traefik, and then with its routers. */
    private void refuseOfSharedLabels() {
        Set<String> needed = new TreeSet<>(options.usedElsewhere());
        Set<String> used = new TreeSet<>();
        sources.forEach((route, source) -> {
            if (refused.containsKey(route)) {
                needed.addAll(route.more().middlewares().keySet());
                route.middlewares().forEach(name -> needed.add(TraefikRouters.bare(name, PROVIDER)));
            } else {
                used.addAll(route.more().middlewares().keySet());
            }
        });
        containers.forEach((compose, labelled) -> {
            List<ForeignRoute> own = routesOf(compose);
            if (own.isEmpty() || own.stream().anyMatch(refused::containsKey)) {
                return;
            }
            Set<String> parts = new TreeSet<>();
            own.forEach(route -> parts.addAll(parts(route, labelled)));
            Optional<String> shared = labelled.labels().keySet().stream()
                    .map(ProjectRoutes::partOf)
                    .filter(part -> !part.isEmpty())
                    .filter(part -> part.startsWith("http.middlewares.")
                            ? !used.contains(nameIn(part)) || needed.contains(nameIn(part))
                            : !parts.contains(part))
                    .findFirst();
            shared.ifPresent(part -> own.forEach(route -> refused.put(
                    route,
                    "The labels of its container also describe the %s \"%s\" for others, and Traefik sees all of them or none."
                            .formatted(part.split("\\.", -1)[1].replaceFirst("s$", ""), nameIn(part)))));
        });
    }

    private List<ForeignRoute> routesOf(String compose) {
        return sources.entrySet().stream()
                .filter(entry ->
                        entry.getValue().isLabel() && entry.getValue().compose().equals(compose))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String partOf(String label) {
        List<String> keys = DynamicConfiguration.keysOf(label);
        return keys.size() < 3
                        || !List.of("http", "tcp", "udp").contains(keys.get(0).toLowerCase(Locale.ROOT))
                ? ""
                : keys.get(0).toLowerCase(Locale.ROOT) + "." + keys.get(1).toLowerCase(Locale.ROOT) + "." + keys.get(2);
    }

    private static String nameIn(String part) {
        return part.substring(part.indexOf('.', part.indexOf('.') + 1) + 1);
    }

    private void stays(ForeignRoute route, String reason) {
        Source source = requireNonNull(sources.get(route));
        if (source.isLabel()) {
            findings.note("services.%s.labels: router \"%s\" stays a label. %s"
                    .formatted(source.compose(), TraefikRouters.bare(route.name(), PROVIDER), reason));
        } else if (source.caddy().isPresent()) {
            findings.note("services.%s.labels: the site \"%s\" of Caddy stays a label. %s"
                    .formatted(source.caddy().get().compose(), route.name(), reason));
        } else {
            findings.lost(route.name(), reason, route.where());
        }
    }

    private List<CarriedPart> withoutLabels(String compose, Labelled labelled, RouteSection section) {
        List<ForeignRoute> own = routesOf(compose);
        List<ForeignRoute> carried =
                own.stream().filter(route -> !refused.containsKey(route)).toList();
        if (carried.isEmpty()) {
            return List.of();
        }
        boolean isWhole = carried.size() == own.size();
        Set<String> staying = new TreeSet<>();
        sources.keySet().stream().filter(refused::containsKey).forEach(route -> {
            containers.values().forEach(one -> staying.addAll(parts(route, one)));
        });
        options.usedElsewhere().forEach(name -> staying.add("http.middlewares." + name));
        Map<String, String> goals = new LinkedHashMap<>();
        carried.forEach(route -> parts(route, labelled)
                .forEach(part -> goals.putIfAbsent(part, String.join(", ", section.keysOf(route)))));
        String first = String.join(", ", section.keysOf(carried.get(0)));
        List<CarriedPart> parts = new ArrayList<>();
        Map<String, Object> labels = new LinkedHashMap<>(labelsOf(labelled.name()));
        labelled.labels().keySet().forEach(label -> {
            String part = partOf(label);
            boolean goes = isWhole || (goals.containsKey(part) && !staying.contains(part));
            if (goes && labels.containsKey(label)) {
                labels.remove(label);
                String to = goals.getOrDefault(part, first);
                parts.add(new CarriedPart("services.%s.labels.%s".formatted(compose, label), to));
                findings.moved(
                        Pointer.of("containers", labelled.name(), "labels", label),
                        Pointer.of("routes", firstPlace(to)));
            }
        });
        if (isWhole) {
            labels.put(ENABLE, "false");
            boolean isSaid = labelled.labels().containsKey(ENABLE);
            if (!isSaid) {
                parts.add(new CarriedPart("services.%s.labels.%s".formatted(compose, ENABLE), "labels." + ENABLE));
            }
        }
        set(labelled.name(), "labels", labels);
        return List.copyOf(parts);
    }

    private List<CarriedPart> ofProxies(RouteSection section) {
        List<CarriedPart> parts = new ArrayList<>();
        sources.forEach((route, source) -> {
            String to = String.join(", ", section.keysOf(route));
            if (!refused.containsKey(route) && source.caddy().isPresent()) {
                parts.addAll(withoutLabels(source.caddy().get(), to));
                route.more()
                        .losses()
                        .forEach(loss -> findings.lost(
                                "services.%s.labels"
                                        .formatted(source.caddy().get().compose()),
                                loss,
                                route.where()));
            } else if (!source.isLabel() && !refused.containsKey(route)) {
                String key = (route.name() + " " + route.where().render()).strip();
                parts.add(new CarriedPart(key, to));
                route.more().losses().forEach(loss -> findings.lost(key, loss, route.where()));
            }
        });
        return parts;
    }

    private List<CarriedPart> withoutLabels(CaddyLabels caddy, String to) {
        String name = names.of(caddy.compose());
        Map<String, Object> labels = labelsOf(name);
        List<CarriedPart> parts = new ArrayList<>();
        List.copyOf(labels.keySet()).stream().filter(caddy::has).forEach(label -> {
            labels.remove(label);
            parts.add(new CarriedPart("services.%s.labels.%s".formatted(caddy.compose(), label), to));
            findings.moved(Pointer.of("containers", name, "labels", label), Pointer.of("routes", firstPlace(to)));
        });
        set(name, "labels", labels);
        return parts;
    }

    /** Returns the place of the first route, of keys such as {@code routes[0], routes[1]}. */
    private static String firstPlace(String keys) {
        return keys.contains("]") ? keys.substring(keys.indexOf('[') + 1, keys.indexOf(']')) : "";
    }

    /** A container that a route leads to joins the networks of the inventory's defaults unless it says which. */
    private void withoutDefaultNetworks(Inventory inventory) {
        if (inventory.defaultsOrNone().networks().isEmpty()) {
            return;
        }
        sources.forEach((route, source) -> {
            String name = names.of(source.compose());
            Map<String, Object> container = containerOf(name);
            if (!refused.containsKey(route)
                    && !container.containsKey("networks")
                    && !container.containsKey("networkMode")) {
                set(name, "networks", List.of());
            }
        });
    }

    private Map<String, Object> containerOf(String name) {
        return mapping(mapping(service.get("containers")).get(name));
    }

    private Map<String, Object> labelsOf(String name) {
        return mapping(containerOf(name).get("labels"));
    }

    private void set(String name, String key, Object value) {
        Map<String, Object> all = mapping(service.get("containers"));
        Map<String, Object> container = containerOf(name);
        container.put(key, value);
        container.values().removeIf(one -> one instanceof Map<?, ?> map && map.isEmpty());
        all.put(name, Language.ordered(dev.homelab.model.container.Container.class, container));
        service.put("containers", all);
    }

    private static Map<String, Object> mapping(@Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, one) -> copy.put(String.valueOf(key), one));
        }
        return copy;
    }
}
