// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import dev.homelab.model.Inherited;
import dev.homelab.model.Inherited.Source;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Positions.Place;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What reading one file brings to light: where its parts stand, what is wrong with them, and what it inherits from other files. */
final class FileProblems {

    private final String file;
    private final Map<String, Place> places = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final IdentityHashMap<Node, Elsewhere> elsewhere = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Node> replaced = new IdentityHashMap<>();
    private final IdentityHashMap<Node, List<String>> names = new IdentityHashMap<>();
    private final Map<String, Source> parts = new LinkedHashMap<>();
    private final Map<String, List<String>> named = new LinkedHashMap<>();
    private final Map<String, Source> values = new TreeMap<>();
    private String own = "";

    /** Another file that a node stands in. */
    private record Elsewhere(String name, String file) {}

    FileProblems(String file) {
        this.file = file;
    }

    /**
     * Says that a node and what is in it stand in another file, unless they are known to stand in one.
     *
     * @param name that file, from the folder of the definitions on
     * @param other that file, as a person names it
     */
    void from(String name, String other, Node node) {
        if (elsewhere.putIfAbsent(node, new Elsewhere(name, other)) != null && !(node instanceof MappingNode)) {
            return;
        }
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> from(name, other, element));
        } else if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(entry -> {
                elsewhere.putIfAbsent(entry.getKeyNode(), new Elsewhere(name, other));
                from(name, other, entry.getValueNode());
            });
        }
    }

    /** Says that a node is in place of another, with values in it. */
    void standsFor(Node node, Node written) {
        replaced.put(node, written);
        Optional.ofNullable(elsewhere.get(written)).ifPresent(place -> elsewhere.put(node, place));
    }

    /** Says which values are in a text. */
    void names(Node text, List<String> values) {
        names.put(text, List.copyOf(values));
    }

    /** Says that there is more to the definition than its own text. */
    void inherits(String ownText, Map<String, Source> usedValues) {
        own = ownText;
        values.putAll(usedValues);
    }

    void place(String path, Node node) {
        Mark mark = node.getStartMark();
        Elsewhere other = elsewhere.get(node);
        Place place = new Place(mark.getLine() + 1, mark.getColumn() + 1, other == null ? "" : other.file());
        if (places.putIfAbsent(path, place) != null || !(node instanceof ScalarNode scalar)) {
            return;
        }
        if (other != null) {
            parts.put(path, new Source(other.name(), where(node, path), written(scalar)));
        }
        Optional.ofNullable(names.get(node)).ifPresent(list -> named.put(path, list));
    }

    private String written(ScalarNode scalar) {
        return replaced.get(scalar) instanceof ScalarNode before ? before.getValue() : scalar.getValue();
    }

    void problem(String summary, Node node, String path, String detail, String fix) {
        problems.add(new Problem(summary, where(node, path), detail, fix));
    }

    void problem(String summary, int line, int column, String path, String detail, String fix) {
        problems.add(new Problem(summary, new Where.InFile(file, line, column, path), detail, fix));
    }

    private Where.InFile where(Node node, String path) {
        Mark mark = node.getStartMark();
        Elsewhere other = elsewhere.get(node);
        Place place = new Place(mark.getLine() + 1, mark.getColumn() + 1, other == null ? "" : other.file());
        return place.in(file, path);
    }

    Positions positions() {
        return new Positions(file, places);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Returns what the definition does not say itself. */
    Inherited inherited() {
        return own.isEmpty() ? Inherited.NOTHING : new Inherited(own, parts, values, named);
    }
}
