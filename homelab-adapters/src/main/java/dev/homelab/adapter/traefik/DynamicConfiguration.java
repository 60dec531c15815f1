// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Dynamic configuration of Traefik that people wrote, as labels or in a file, in one spelling: the keys as Traefik's reference
 * writes them. Traefik itself takes them in any case. Pure.
 */
public final class DynamicConfiguration {

    private static final String PREFIX = "traefik.";
    private static final int DEEPEST = 32;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Of the only server that labels describe, whose address Docker knows: keys that stand in no file. */
    private static final KeyTree SERVER = KeyTree.parse("server.\nserver.url\nserver.weight#\nserver.preservePath!\n"
                    + "server.port#\nserver.scheme\nserver.address\nserver.tls!")
            .under("server")
            .orElseThrow();

    private final ObjectNode root = JSON.objectNode();
    private final List<String> unknown = new ArrayList<>();

    private DynamicConfiguration() {}

    /**
     * Reads labels of one container. The server that they describe is {@code loadBalancer.server}.
     *
     * @param labels by their names, of which those of others are passed over
     */
    public static DynamicConfiguration ofLabels(Map<String, String> labels) {
        DynamicConfiguration configuration = new DynamicConfiguration();
        labels.forEach((name, value) -> {
            String path = isOfTraefik(name) ? name.substring(PREFIX.length()) : "";
            List<String> keys = keys(path);
            boolean isKnown =
                    keys.size() <= DEEPEST && configuration.put(configuration.root, KeyTree.FILE, keys, value);
            if (List.of("http", "tcp", "udp").contains(keys.get(0).toLowerCase(Locale.ROOT)) && !isKnown) {
                configuration.unknown.add(name);
            }
        });
        return configuration;
    }

    /** Reads the root of a file. */
    public static DynamicConfiguration ofFile(JsonNode file) {
        DynamicConfiguration configuration = new DynamicConfiguration();
        file.properties().forEach(entry -> {
            if (KeyTree.FILE.keys().contains(entry.getKey())) {
                configuration.root.set(
                        entry.getKey(),
                        spelled(
                                entry.getValue(),
                                KeyTree.FILE.under(entry.getKey()),
                                entry.getKey(),
                                configuration.unknown));
            }
        });
        return configuration;
    }

    /** Returns whether a label is one of Traefik's. */
    public static boolean isOfTraefik(String label) {
        return label.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /** Returns the keys that a label sets, such as {@code http}, {@code routers}, {@code photos}, {@code rule}. */
    public static List<String> keysOf(String label) {
        return isOfTraefik(label) ? keys(label.substring(PREFIX.length())) : List.of();
    }

    /** Returns the whole tree; a section that is not there is missing in it. */
    public ObjectNode root() {
        return root.deepCopy();
    }

    /** Returns the names of labels, or the paths in the file, that Traefik does not know. */
    public List<String> unknown() {
        return List.copyOf(unknown);
    }

    private static List<String> keys(String path) {
        return List.of(path.split("\\.", -1));
    }

    private boolean put(ObjectNode at, KeyTree tree, List<String> keys, String value) {
        Optional<Step> step = step(tree, keys.get(0));
        if (step.isEmpty() || keys.get(0).isEmpty()) {
            return false;
        }
        Step key = step.get();
        List<String> below = keys.subList(1, keys.size());
        if (key.tree().kind() == KeyTree.Kind.ANYTHING && !below.isEmpty()) {
            ObjectNode any = at.path(key.name()) instanceof ObjectNode there ? there : at.putObject(key.name());
            return putAnything(any, below, value);
        }
        if (key.index() >= 0) {
            ArrayNode list = at.path(key.name()) instanceof ArrayNode there ? there : at.putArray(key.name());
            while (list.size() <= key.index()) {
                list.addObject();
            }
            return !below.isEmpty()
                    && list.get(key.index()) instanceof ObjectNode element
                    && put(element, key.tree(), below, value);
        }
        if (!below.isEmpty()) {
            if (key.tree().kind() != KeyTree.Kind.MAPPING) {
                return false;
            }
            ObjectNode inner = at.path(key.name()) instanceof ObjectNode there ? there : at.putObject(key.name());
            return put(inner, key.tree(), below, value);
        }
        return putValue(at, key, value);
    }

    /** A label that is {@code true} makes a mapping that says nothing else, such as {@code tls}. */
    private static boolean putValue(ObjectNode at, Step key, String value) {
        switch (key.tree().kind()) {
            case MAPPING -> {
                if (!List.of("true", "false").contains(value.toLowerCase(Locale.ROOT))) {
                    return false;
                }
                if (value.equalsIgnoreCase("true") && !(at.path(key.name()) instanceof ObjectNode)) {
                    at.putObject(key.name());
                }
            }
            case MAPPINGS -> {
                return false;
            }
            case TEXTS -> {
                ArrayNode list = at.putArray(key.name());
                Stream.of(value.split(",", -1))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .forEach(list::add);
            }
            default -> at.set(key.name(), plain(value, key.tree().kind()));
        }
        return true;
    }

    private static boolean putAnything(ObjectNode at, List<String> keys, String value) {
        ObjectNode inner = at;
        for (String key : keys.subList(0, keys.size() - 1)) {
            inner = inner.path(key) instanceof ObjectNode there ? there : inner.putObject(key);
        }
        inner.put(keys.get(keys.size() - 1), value);
        return true;
    }

    /** What a key of a label means. */
    private record Step(String name, int index, KeyTree tree) {}

    private static Optional<Step> step(KeyTree tree, String written) {
        int bracket = written.endsWith("]") ? written.indexOf('[') : -1;
        String name = bracket < 0 ? written : written.substring(0, bracket);
        String number = bracket < 0 ? "" : written.substring(bracket + 1, written.length() - 1);
        if (bracket >= 0 && !number.matches("[0-9]{1,2}")) {
            return Optional.empty();
        }
        if (name.equalsIgnoreCase("server") && tree.keys().contains("servers")) {
            return Optional.of(new Step("server", -1, SERVER));
        }
        return spelling(tree, name)
                .flatMap(known -> tree.under(known)
                        .map(found -> new Step(known, number.isEmpty() ? -1 : Integer.parseInt(number), found)));
    }

    private static Optional<String> spelling(KeyTree tree, String name) {
        if (tree.under(name).isPresent()) {
            return Optional.of(name);
        }
        return tree.keys().stream().filter(name::equalsIgnoreCase).findFirst();
    }

    private static JsonNode plain(String value, KeyTree.Kind kind) {
        if (kind == KeyTree.Kind.NUMBER && value.matches("-?[0-9]{1,18}")) {
            return JSON.numberNode(Long.parseLong(value));
        }
        if (kind == KeyTree.Kind.FLAG && value.matches("(?i)true|false")) {
            return JSON.booleanNode(value.equalsIgnoreCase("true"));
        }
        return TextNode.valueOf(value);
    }

    private static JsonNode spelled(JsonNode value, Optional<KeyTree> tree, String path, List<String> unknown) {
        if (tree.isEmpty() || tree.get().kind() == KeyTree.Kind.ANYTHING) {
            return value;
        }
        if (tree.get().kind() == KeyTree.Kind.TEXTS && value.isTextual()) {
            return JSON.arrayNode().add(value);
        }
        if (value.isTextual()) {
            return plain(value.asText(), tree.get().kind());
        }
        if (value instanceof ArrayNode list) {
            ArrayNode all = JSON.arrayNode();
            list.forEach(
                    one -> all.add(one.isTextual() ? one : spelled(one, tree, path + "[" + all.size() + "]", unknown)));
            return all;
        }
        if (!(value instanceof ObjectNode mapping)) {
            return value;
        }
        ObjectNode all = JSON.objectNode();
        mapping.properties().forEach(entry -> {
            String below = path + "." + entry.getKey();
            Optional<String> name = spelling(tree.get(), entry.getKey());
            if (name.isEmpty()) {
                unknown.add(below);
            }
            all.set(
                    name.orElse(entry.getKey()),
                    spelled(entry.getValue(), name.flatMap(tree.get()::under), below, unknown));
        });
        return all;
    }
}
