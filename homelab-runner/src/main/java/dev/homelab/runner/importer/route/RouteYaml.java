// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.problem.Where;
import java.io.StringReader;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A file of YAML as a tree, with the lines of its keys. */
final class RouteYaml {

    private static final int DEEPEST = 50;
    private static final int MOST_ALIASES = 500;
    private static final int MOST_PARTS = 50_000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String file;
    private final Map<String, Where> places = new LinkedHashMap<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private ObjectNode root = JSON.objectNode();
    private int parts;

    private RouteYaml(String file) {
        this.file = file;
    }

    /**
     * Reads a text.
     *
     * @throws UnreadableFileException if it is no YAML, no mapping, or without measure
     */
    static RouteYaml read(String text, String file) {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(Integer.MAX_VALUE); // the file was measured before
        limits.setNestingDepthLimit(DEEPEST);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        RouteYaml yaml = new RouteYaml(file);
        try {
            Node node = new Yaml(limits).compose(new StringReader(text));
            if (node instanceof MappingNode mapping) {
                yaml.root = yaml.mapping(mapping, "", 0);
            } else if (node != null) {
                throw yaml.unreadable(node.getStartMark(), "this is no mapping");
            }
            return yaml;
        } catch (MarkedYAMLException e) {
            Mark mark = Optional.ofNullable(e.getProblemMark()).orElse(e.getContextMark());
            throw yaml.unreadable(mark, String.valueOf(e.getProblem()));
        } catch (YAMLException | IllegalArgumentException e) {
            throw yaml.unreadable(null, String.valueOf(e.getMessage()));
        }
    }

    ObjectNode root() {
        return root;
    }

    /** Returns where a path is, such as {@code http.routers.photos}; the beginning of the file if it is not there. */
    Where where(String path) {
        return places.getOrDefault(path, new Where.InFile(file, 1, 1, ""));
    }

    private JsonNode value(Node node, String path, int depth) {
        if (++parts > MOST_PARTS || depth > DEEPEST) {
            throw unreadable(node.getStartMark(), "it is without measure here");
        }
        if (node instanceof ScalarNode scalar) {
            boolean isNull = scalar.getTag().equals(Tag.NULL);
            return isNull ? JSON.nullNode() : JSON.textNode(scalar.getValue());
        }
        if (!open.add(node)) {
            throw unreadable(node.getStartMark(), "an alias stands within what it stands for");
        }
        JsonNode value =
                node instanceof SequenceNode list ? list(list, path, depth) : mapping((MappingNode) node, path, depth);
        open.remove(node);
        return value;
    }

    private ArrayNode list(SequenceNode sequence, String path, int depth) {
        ArrayNode list = JSON.arrayNode();
        for (Node element : sequence.getValue()) {
            list.add(value(element, path + "[" + list.size() + "]", depth + 1));
        }
        return list;
    }

    private ObjectNode mapping(MappingNode mapping, String path, int depth) {
        ObjectNode all = JSON.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw unreadable(entry.getKeyNode().getStartMark(), "a key is a mapping or a list");
            }
            String below = path.isEmpty() ? key.getValue() : path + "." + key.getValue();
            if (key.getTag().equals(Tag.MERGE)) {
                merge(all, value(entry.getValueNode(), below, depth + 1));
                continue;
            }
            Mark mark = key.getStartMark();
            places.put(below, new Where.InFile(file, mark.getLine() + 1, mark.getColumn() + 1, below));
            all.set(key.getValue(), value(entry.getValueNode(), below, depth + 1));
        }
        return all;
    }

    private static void merge(ObjectNode all, JsonNode merged) {
        if (merged.isArray()) {
            merged.forEach(one -> merge(all, one));
        }
        merged.properties().forEach(entry -> all.putIfAbsent(entry.getKey(), entry.getValue()));
    }

    private UnreadableFileException unreadable(@Nullable Mark mark, String reason) {
        Where where = mark == null
                ? new Where.InFile(file, 1, 1, "")
                : new Where.InFile(file, mark.getLine() + 1, mark.getColumn() + 1, "");
        return UnreadableFileException.malformed(where, reason);
    }
}
