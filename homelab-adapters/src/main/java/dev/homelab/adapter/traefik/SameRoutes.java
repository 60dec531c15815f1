// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.support.file.YamlLines;
import dev.homelab.provision.Existing.Removal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Routers in files and in labels of people for what files of homelab route, too, and how the two differ. Pure.
 *
 * <p>Traefik takes the first of two routers of one name, in the order of the files, and follows either of two others for the same
 * visitors. So both may be there for a while if they say the same.
 */
final class SameRoutes {

    private static final List<String> SECTIONS = List.of("http", "tcp", "udp");
    private static final String HOSTS = "Host\\(`([^`]+)`\\)(?:\\|\\|Host\\(`[^`]+`\\))*";
    private static final Pattern RULE =
            Pattern.compile("\\(?(" + HOSTS + ")\\)?(?:&&(PathPrefix\\(`[^`]+`\\)|PathRegexp\\(`[^`]+`\\)))?");
    private static final Pattern HOST = Pattern.compile("Host\\(`([^`]+)`\\)");

    private final List<RouteFile> foreign;
    private final RuntimeConfig loaded;
    private final String directory;

    /**
     * Prepares a look.
     *
     * @param foreign files of people
     * @param loaded what is in force
     * @param directory where the files are
     */
    SameRoutes(List<RouteFile> foreign, RuntimeConfig loaded, String directory) {
        this.foreign = foreign.stream().filter(file -> !file.isUnjudged()).toList();
        this.loaded = loaded;
        this.directory = directory;
    }

    /**
     * A router of a person.
     *
     * @param file that it is in; empty for one of labels
     * @param section such as {@code http}
     * @param name of the router, for one of labels with its provider
     * @param router what it says
     */
    record Router(Optional<RouteFile> file, String section, String name, JsonNode router) {

        String key() {
            return section + ".routers." + name;
        }

        String place() {
            return file.map(one -> one.name() + " ").orElse("") + key();
        }
    }

    /** Returns all routers of people. */
    List<Router> all() {
        List<Router> all = new ArrayList<>();
        for (String section : SECTIONS) {
            for (RouteFile file : foreign) {
                file.text()
                        .root()
                        .path(section)
                        .path("routers")
                        .properties()
                        .forEach(router ->
                                all.add(new Router(Optional.of(file), section, router.getKey(), router.getValue())));
            }
            loaded.routers(section).properties().stream()
                    .filter(router -> !router.getKey().endsWith("@file")
                            && !router.getKey().endsWith("@internal"))
                    .forEach(router ->
                            all.add(new Router(Optional.empty(), section, router.getKey(), router.getValue())));
        }
        return all;
    }

    /** Returns those for visitors that a file of homelab routes, each of them. */
    List<Router> of(RouteFile ours) {
        return all().stream()
                .filter(theirs -> !counterparts(theirs, ours).isEmpty())
                .toList();
    }

    /** Returns what a router of homelab does otherwise, by the key; nothing if visitors find the same. */
    Map<String, String> differences(Router theirs, RouteFile ours) {
        JsonNode effective = theirs.file()
                .map(file -> loaded.routers(theirs.section()).path(theirs.name() + "@file"))
                .filter(JsonNode::isObject)
                .orElse(theirs.router()); // with what the entry points add
        Map<String, String> differences = new LinkedHashMap<>();
        counterparts(theirs, ours).forEach((name, router) -> {
            differ(
                    theirs,
                    "entryPoints",
                    texts(effective.path("entryPoints")),
                    texts(router.path("entryPoints")),
                    differences);
            differ(
                    theirs,
                    "middlewares",
                    middlewares(effective, Optional.empty()),
                    middlewares(router, Optional.of(ours)),
                    differences);
            differ(theirs, "tls", tls(effective), tls(router), differences);
            theirs.file()
                    .ifPresent(file -> differ(
                            theirs,
                            "service",
                            servers(file, theirs.section(), theirs.router()),
                            servers(ours, theirs.section(), router),
                            differences));
        });
        return differences;
    }

    /** Returns the lines of routers, and of what these alone use to reach a server. */
    List<Removal> removals(List<Router> gone) {
        Set<String> left = new TreeSet<>();
        all().stream()
                .filter(router -> !gone.contains(router))
                .forEach(router -> left.add(bare(router.router().path("service").asText())));
        List<Removal> removals = new ArrayList<>();
        for (RouteFile file : foreign) {
            List<Router> here = gone.stream()
                    .filter(one -> one.file().filter(file::equals).isPresent())
                    .toList();
            if (!here.isEmpty()) {
                removals.add(new Removal(
                        directory + "/" + file.name(),
                        YamlLines.without(file.text().text(), parts(file, here, left)),
                        here.stream()
                                .map(Router::name)
                                .collect(joining(", ", here.size() == 1 ? "router " : "routers ", ""))));
            }
        }
        return removals;
    }

    /** Traefik refuses a section with nothing in it, so that goes, too. */
    private static Set<String> parts(RouteFile file, List<Router> gone, Set<String> left) {
        Set<String> parts = new TreeSet<>();
        for (String section : SECTIONS) {
            JsonNode all = file.text().root().path(section);
            Map<String, Set<String>> kinds = new TreeMap<>();
            gone.stream().filter(one -> one.section().equals(section)).forEach(one -> {
                kinds.computeIfAbsent("routers", kind -> new TreeSet<>()).add(one.name());
                String service = bare(one.router().path("service").asText());
                if (!left.contains(service)
                        && all.path("services").has(service)
                        && !isNamed(all.path("services"), service)) {
                    kinds.computeIfAbsent("services", kind -> new TreeSet<>()).add(service);
                }
            });
            Set<String> wholes = new TreeSet<>();
            kinds.forEach((kind, names) -> {
                if (names.size() == all.path(kind).size()) {
                    wholes.add(kind);
                }
            });
            if (!kinds.isEmpty() && wholes.size() == all.size()) {
                parts.add(pointer(section));
            } else {
                kinds.forEach((kind, names) -> {
                    if (wholes.contains(kind)) {
                        parts.add(pointer(section, kind));
                    } else {
                        names.forEach(name -> parts.add(pointer(section, kind, name)));
                    }
                });
            }
        }
        return parts;
    }

    /** Returns whether another service leads to this one, such as one that divides visitors among several. */
    private static boolean isNamed(JsonNode services, String name) {
        return services.properties().stream()
                .filter(other -> !other.getKey().equals(name))
                .anyMatch(other -> other.getValue().findValuesAsText("name").stream()
                                .anyMatch(one -> bare(one).equals(name))
                        || other.getValue().findValuesAsText("service").stream()
                                .anyMatch(one -> bare(one).equals(name)));
    }

    private static String pointer(String... steps) {
        return Stream.of(steps)
                .map(step -> "/" + step.replace("~", "~0").replace("/", "~1"))
                .collect(joining());
    }

    /** Returns the routers of a file of homelab that each take a part of the visitors of a router, if together they take all of them. */
    private static Map<String, JsonNode> counterparts(Router theirs, RouteFile ours) {
        Set<String> wanted = visitors(theirs.section(), theirs.router());
        Map<String, JsonNode> counterparts = new LinkedHashMap<>();
        Set<String> found = new TreeSet<>();
        ours.text().root().path(theirs.section()).path("routers").properties().forEach(router -> {
            Set<String> taken = visitors(theirs.section(), router.getValue());
            if (wanted.containsAll(taken)) {
                counterparts.put(router.getKey(), router.getValue());
                found.addAll(taken);
            }
        });
        return found.equals(wanted) ? counterparts : Map.of();
    }

    /** Returns whom a router is for: a rule for each of its hosts, or the whole of one that is more than hosts and a path. */
    private static Set<String> visitors(String section, JsonNode router) {
        String rule = router.path("rule").asText().replaceAll("\\s+", "");
        Matcher plain = RULE.matcher(rule);
        if (section.equals("udp")) {
            return texts(router.path("entryPoints")).stream()
                    .map("udp "::concat)
                    .collect(toCollection(TreeSet::new));
        }
        if (!section.equals("http") || !plain.matches()) {
            return Set.of(rule);
        }
        String path = Optional.ofNullable(plain.group(3)).orElse("");
        return HOST.matcher(plain.group(1))
                .results()
                .map(host -> host.group(1) + " " + path)
                .collect(toCollection(TreeSet::new));
    }

    private static void differ(
            Router theirs, String key, Set<String> before, Set<String> after, Map<String, String> differences) {
        if (!before.equals(after)) {
            differences.put(
                    theirs.key() + "." + key, "It is %s, and is to be %s.".formatted(shown(before), shown(after)));
        }
    }

    private static String shown(Set<String> values) {
        return values.isEmpty() ? "not said" : String.join(", ", values);
    }

    /** Returns the middlewares in their order; the one that asks for a sign-in by where it asks. */
    private Set<String> middlewares(JsonNode router, Optional<RouteFile> ours) {
        Set<String> names = new LinkedHashSet<>();
        router.path("middlewares").forEach(one -> {
            String name = bare(one.asText());
            String inForce = loaded.middleware(one.asText())
                    .path("forwardAuth")
                    .path("address")
                    .asText();
            names.add(
                    RouteText.isAsking(inForce)
                            ? inForce
                            : Stream.concat(ours.stream(), foreign.stream())
                                    .map(file -> file.text()
                                            .root()
                                            .path("http")
                                            .path("middlewares")
                                            .path(name))
                                    .map(middleware -> middleware
                                            .path("forwardAuth")
                                            .path("address")
                                            .asText())
                                    .filter(RouteText::isAsking)
                                    .findFirst()
                                    .orElse(name));
        });
        return names;
    }

    private static Set<String> tls(JsonNode router) {
        JsonNode tls = router.path("tls");
        if (tls.isMissingNode()) {
            return Set.of();
        }
        return Set.of(
                tls.path("passthrough").asBoolean()
                        ? "passthrough"
                        : "a certificate of " + tls.path("certResolver").asText("Traefik's own"));
    }

    private static Set<String> servers(RouteFile file, String section, JsonNode router) {
        String service = router.path("service").asText();
        JsonNode balancer = file.text()
                .root()
                .path(section)
                .path("services")
                .path(bare(service))
                .path("loadBalancer");
        if (balancer.isMissingNode()) {
            return Set.of(bare(service));
        }
        Set<String> servers = new TreeSet<>();
        balancer.path("servers").forEach(server -> {
            String url = server.path("url").asText(server.path("address").asText());
            servers.add(server.path("preservePath").asBoolean() ? url : url.replaceFirst("(://[^/]*)/.*", "$1"));
        });
        balancer.properties().stream()
                .filter(entry -> !entry.getKey().equals("servers"))
                .filter(entry -> !(entry.getKey().equals("passHostHeader")
                        && entry.getValue().asBoolean()))
                .forEach(entry -> servers.add(entry.getKey() + " " + entry.getValue()));
        return servers;
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    /** Returns what a file of homelab says beyond what files of people say, too, so that it goes with that file. */
    JsonNode ownOf(JsonNode ours) {
        JsonNode own = ours.deepCopy();
        for (String section : SECTIONS) {
            own.path(section).properties().forEach(kind -> {
                if (kind.getValue() instanceof ObjectNode parts) {
                    foreign.forEach(file -> file.text()
                            .root()
                            .path(section)
                            .path(kind.getKey())
                            .fieldNames()
                            .forEachRemaining(parts::remove));
                }
            });
        }
        return own;
    }

    /** Returns whether two parts of one name say the same. */
    static boolean isSame(JsonNode theirs, JsonNode ours) {
        return normal(theirs).equals(normal(ours));
    }

    private static String normal(JsonNode part) {
        return part.isObject() || part.isArray()
                ? part.propertyStream()
                                .map(entry -> entry.getKey() + "=" + normal(entry.getValue()))
                                .sorted()
                                .collect(joining(",", "{", "}"))
                        + part.valueStream()
                                .filter(one -> part.isArray())
                                .map(SameRoutes::normal)
                                .collect(joining(",", "[", "]"))
                : bare(part.asText()).replaceAll("\\s+", "");
    }

    private static String bare(String name) {
        return name.endsWith("@file") ? name.substring(0, name.length() - "@file".length()) : name;
    }
}
