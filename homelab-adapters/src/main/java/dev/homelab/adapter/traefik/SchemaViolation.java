// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place of a file for which Traefik refuses it, and with it every change of every other file.
 *
 * <p>Tried out with v3.7.15. Of what is in a file: a section that it does not know, a null and an empty list are passed
 * over; names of keys are taken whatever their case; a text is taken for a list; a mapping is refused where it is empty or
 * where something else belongs, and so are unknown keys and numbers that are none.
 *
 * @param path where in the file, such as {@code http.routers.photos}
 * @param reason what is wrong there, as the end of a sentence that begins with the path
 * @param isUnknownKey whether a later Traefik might take it
 */
record SchemaViolation(String path, String reason, boolean isUnknownKey) {

    /** Returns every such place of a file. */
    static List<SchemaViolation> by(JsonNode file) {
        List<SchemaViolation> found = new ArrayList<>();
        file.properties()
                .forEach(section -> under(KeyTree.FILE, section.getKey())
                        .ifPresent(tree -> look(section.getKey(), section.getValue(), tree, found)));
        return found;
    }

    private static void look(String path, JsonNode value, KeyTree tree, List<SchemaViolation> found) {
        if (isNothing(value) || tree.kind() == KeyTree.Kind.ANYTHING) {
            return;
        }
        switch (tree.kind()) {
            case MAPPING -> mapping(path, value, tree, found);
            case MAPPINGS -> {
                for (int i = 0; i < value.size(); i++) {
                    mapping(path + "[" + i + "]", value.path(i), tree, found);
                }
            }
            default -> plain(path, value, tree.kind(), found);
        }
    }

    /** A mapping that has a name of its own may be empty, unlike one that is a key of Traefik's. */
    private static void mapping(String path, JsonNode value, KeyTree tree, List<SchemaViolation> found) {
        boolean isEmpty = value.valueStream().allMatch(JsonNode::isNull);
        if (!value.isObject() || (isEmpty && !tree.mayBeEmpty())) {
            found.add(new SchemaViolation(path, value.isObject() ? "is empty" : "is no mapping", false));
            return;
        }
        value.properties().forEach(part -> {
            String inner = path + "." + part.getKey();
            Optional<KeyTree> known = under(tree, part.getKey());
            if (isNothing(part.getValue())
                    || (tree.keys().isEmpty() && part.getValue().isEmpty() && isMapping(known))) {
                return;
            }
            known.ifPresentOrElse(
                    here -> look(inner, part.getValue(), here, found),
                    () -> found.add(new SchemaViolation(inner, "is a key that Traefik does not know", true)));
        });
    }

    /** Whether there is nothing behind a key, which reads as a null or as an empty text. */
    private static boolean isNothing(JsonNode value) {
        return value.isNull() || (value.isTextual() && value.asText().isEmpty());
    }

    private static boolean isMapping(Optional<KeyTree> tree) {
        return tree.filter(here -> here.kind() == KeyTree.Kind.MAPPING).isPresent();
    }

    private static void plain(String path, JsonNode value, KeyTree.Kind kind, List<SchemaViolation> found) {
        String text = value.asText();
        boolean fits = switch (kind) {
            case NUMBER -> text.matches("-?\\d+");
            case FLAG -> text.matches("1|t|T|TRUE|true|True|0|f|F|FALSE|false|False"); // as Go reads one
            default -> !value.isObject();
        };
        if (!fits) {
            found.add(new SchemaViolation(path, "is not " + kind.words(), false));
        }
    }

    private static Optional<KeyTree> under(KeyTree tree, String key) {
        return tree.under(key)
                .or(() -> tree.keys().stream()
                        .filter(known -> known.equalsIgnoreCase(key))
                        .findFirst()
                        .flatMap(tree::under));
    }
}
