// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.site;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;

import dev.homelab.model.Catalog;
import dev.homelab.model.Service;
import dev.homelab.model.SsoApp;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.ServiceName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which service needs which, and which sign in at the identity provider.
 *
 * @param nodes all services, and the identity provider if a service needs it
 * @param edges from what needs to what is needed
 */
public record DependencyGraph(List<Node> nodes, List<Edge> edges) {

    public DependencyGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * A service or target.
     *
     * @param id unique in the graph: the name of a service, or {@code target:NAME}
     * @param title what people call it
     * @param host the machine; empty if it has none
     * @param isService whether it has a page
     */
    public record Node(String id, String title, String host, boolean isService) {}

    /** What needs what; {@code kind} is {@code needs} or {@code signs in}. */
    public record Edge(String from, String to, String kind) {}

    /** Returns the graph of a valid catalog. */
    public static DependencyGraph of(Catalog catalog) {
        List<Node> nodes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        Set<ServiceName> known = catalog.services().map(Service::name).collect(toCollection(TreeSet::new));
        Optional<Target> identity = catalog.inventory().target(Wave.IDENTITY);
        catalog.services().sorted((a, b) -> a.name().compareTo(b.name())).forEach(service -> {
            String name = service.name().value();
            nodes.add(new Node(name, service.displayName(), service.host().orElse(""), true));
            service.needs().stream()
                    .filter(known::contains)
                    .forEach(needed -> edges.add(new Edge(name, needed.value(), "needs")));
            identity.filter(target -> signsIn(service))
                    .ifPresent(target -> edges.add(new Edge(name, id(target), "signs in")));
        });
        identity.filter(target -> edges.stream().anyMatch(edge -> edge.to().equals(id(target))))
                .ifPresent(target -> nodes.add(
                        new Node(id(target), target.name(), target.host().orElse(""), false)));
        return new DependencyGraph(nodes, edges);
    }

    private static String id(Target target) {
        return "target:" + target.name();
    }

    private static boolean signsIn(Service service) {
        return service.sso()
                .map(SsoApp::kind)
                .filter(kind -> kind != SsoApp.Kind.NONE)
                .isPresent();
    }

    /** Returns the nodes that an edge begins or ends at, and the edges. */
    public DependencyGraph connected() {
        Set<String> ends = new TreeSet<>();
        edges.forEach(edge -> ends.addAll(Set.of(edge.from(), edge.to())));
        return new DependencyGraph(
                nodes.stream().filter(node -> ends.contains(node.id())).toList(), edges);
    }

    /** Returns the graph without sign-ins, which tie most services together. */
    DependencyGraph ofNeeds() {
        return new DependencyGraph(
                nodes,
                edges.stream().filter(edge -> edge.kind().equals("needs")).toList());
    }

    /** Returns the parts that no edge connects with each other, the largest first; a node without an edge is in none. */
    List<DependencyGraph> parts() {
        Map<String, Set<String>> neighbours = neighbours();
        Set<String> seen = new TreeSet<>();
        List<DependencyGraph> parts = new ArrayList<>();
        for (Node node : nodes) {
            if (neighbours.containsKey(node.id()) && !seen.contains(node.id())) {
                Set<String> part = reached(node.id(), neighbours);
                seen.addAll(part);
                parts.add(only(part));
            }
        }
        parts.sort(Comparator.comparing((DependencyGraph part) -> -part.nodes().size()));
        return parts;
    }

    /**
     * Returns what a service needs, through others too, and what needs it; of those only so many.
     *
     * @param most how many nodes it has at most
     */
    DependencyGraph around(String service, int most) {
        Map<String, Set<String>> needed = new TreeMap<>();
        edges.forEach(edge ->
                needed.computeIfAbsent(edge.from(), from -> new TreeSet<>()).add(edge.to()));
        Set<String> around = reached(service, needed);
        edges.stream()
                .filter(edge -> edge.to().equals(service))
                .map(Edge::from)
                .filter(from -> !around.contains(from))
                .limit(Math.max(0, most - around.size()))
                .forEach(around::add);
        return only(around);
    }

    private DependencyGraph only(Set<String> chosen) {
        return new DependencyGraph(
                nodes.stream().filter(node -> chosen.contains(node.id())).toList(),
                edges.stream()
                        .filter(edge -> chosen.contains(edge.from()) && chosen.contains(edge.to()))
                        .toList());
    }

    private Map<String, Set<String>> neighbours() {
        Map<String, Set<String>> neighbours = new TreeMap<>();
        edges.forEach(edge -> {
            neighbours.computeIfAbsent(edge.from(), from -> new TreeSet<>()).add(edge.to());
            neighbours.computeIfAbsent(edge.to(), to -> new TreeSet<>()).add(edge.from());
        });
        return neighbours;
    }

    private static Set<String> reached(String from, Map<String, Set<String>> ways) {
        Set<String> reached = new TreeSet<>(Set.of(from));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            ways.getOrDefault(open.remove(), Set.of()).stream()
                    .filter(reached::add)
                    .forEach(open::add);
        }
        return reached;
    }

    /** Returns the nodes by their host, those without one first. */
    private Map<String, List<Node>> byHost() {
        return nodes.stream().collect(groupingBy(Node::host, LinkedHashMap::new, toCollection(ArrayList::new)));
    }

    /** Returns it as a flowchart of Mermaid. */
    public String mermaid() {
        List<String> lines = new ArrayList<>(List.of("flowchart LR"));
        Map<String, String> ids = ids();
        byHost().forEach((host, members) -> {
            String indent = host.isEmpty() ? "  " : "    ";
            if (!host.isEmpty()) {
                lines.add("  subgraph h_%s[\"%s\"]".formatted(host.replace('-', '_'), mermaid(host)));
            }
            members.forEach(node -> lines.add(indent
                    + ids.get(node.id())
                    + (node.isService() ? "[\"%s\"]" : "([\"%s\"])").formatted(mermaid(node.title()))));
            if (!host.isEmpty()) {
                lines.add("  end");
            }
        });
        edges.forEach(edge -> lines.add("  %s %s %s"
                .formatted(
                        ids.get(edge.from()),
                        edge.kind().equals("needs") ? "-->" : "-. signs in .->",
                        ids.get(edge.to()))));
        return String.join("\n", lines) + "\n";
    }

    /** Returns it in the language of Graphviz. */
    public String dot() {
        List<String> lines = new ArrayList<>(List.of("digraph homelab {", "  rankdir=LR;", "  node [shape=box];"));
        byHost().forEach((host, members) -> {
            String indent = host.isEmpty() ? "  " : "    ";
            if (!host.isEmpty()) {
                lines.add("  subgraph %s {".formatted(quoted("cluster_" + host)));
                lines.add("    label=%s;".formatted(quoted(host)));
            }
            members.forEach(node -> lines.add("%s%s [label=%s%s];"
                    .formatted(
                            indent,
                            quoted(node.id()),
                            quoted(node.title()),
                            node.isService() ? "" : ", shape=ellipse")));
            if (!host.isEmpty()) {
                lines.add("  }");
            }
        });
        edges.forEach(edge -> lines.add("  %s -> %s%s;"
                .formatted(
                        quoted(edge.from()),
                        quoted(edge.to()),
                        edge.kind().equals("needs") ? "" : " [style=dashed, label=\"signs in\"]")));
        return Stream.concat(lines.stream(), Stream.of("}\n")).collect(java.util.stream.Collectors.joining("\n"));
    }

    /** Names of services may be words of Mermaid, such as {@code end}. */
    private Map<String, String> ids() {
        Map<String, String> ids = new LinkedHashMap<>();
        nodes.forEach(node -> ids.put(
                node.id(),
                node.isService()
                        ? "s_" + node.id().replace('-', '_') + (node.id().contains("-") ? "_" : "")
                        : "t_" + ids.size()));
        return ids;
    }

    private static String mermaid(String text) {
        StringBuilder escaped = new StringBuilder();
        line(text).codePoints().forEach(point -> {
            if (Character.isLetterOrDigit(point) || point == ' ' || point == '-' || point == '.') {
                escaped.appendCodePoint(point);
            } else {
                escaped.append('#').append(point).append(';');
            }
        });
        return escaped.toString();
    }

    private static String quoted(String text) {
        return '"' + line(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String line(String text) {
        return dev.homelab.problem.Printable.line(text);
    }
}
