// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.homelab.problem.Where;
import dev.homelab.runner.importer.Comment;
import dev.homelab.runner.importer.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A mapping, a list or a single value of a Compose file, with where it stands and what a person wrote beside it.
 *
 * @param entries of a mapping; empty otherwise
 * @param elements of a list; empty otherwise
 * @param value a single value; null for a mapping or a list
 * @param kind what it is
 * @param comment beside its key
 * @param where it stands
 * @param tag {@code !reset} or {@code !override}, if it has one
 */
record Part(
        Kind kind,
        Map<String, Part> entries,
        List<Part> elements,
        JsonNode value,
        Optional<Comment> comment,
        Where where,
        String tag) {

    /** What a part can be. */
    enum Kind {
        MAPPING,
        LIST,
        VALUE
    }

    static Part mapping(Map<String, Part> entries, Where where) {
        return new Part(Kind.MAPPING, entries, List.of(), NullNode.instance, Optional.empty(), where, "");
    }

    static Part list(List<Part> elements, Where where) {
        return new Part(Kind.LIST, Map.of(), elements, NullNode.instance, Optional.empty(), where, "");
    }

    static Part value(JsonNode value, Where where) {
        return new Part(Kind.VALUE, Map.of(), List.of(), value, Optional.empty(), where, "");
    }

    static Part text(String text, Where where) {
        return value(TextNode.valueOf(text), where);
    }

    boolean isMapping() {
        return kind == Kind.MAPPING;
    }

    boolean isList() {
        return kind == Kind.LIST;
    }

    boolean isNull() {
        return kind == Kind.VALUE && value.isNull();
    }

    boolean isText() {
        return kind == Kind.VALUE && value.isTextual();
    }

    /** Returns a single value as text; empty for anything else. */
    String text() {
        return kind == Kind.VALUE && !value.isNull() ? value.asText() : "";
    }

    /** Returns what a mapping has under a key; nothing for a value that is null. */
    Optional<Part> get(String key) {
        return Optional.ofNullable(entries.get(key)).filter(part -> !part.isNull());
    }

    /** Returns the elements of a list, or itself as the only one. */
    List<Part> all() {
        if (isList()) {
            return elements;
        }
        return isNull() ? List.of() : List.of(this);
    }

    Part with(Optional<Comment> beside) {
        return new Part(kind, entries, elements, value, beside.or(() -> comment), where, tag);
    }

    Part tagged(String name) {
        return new Part(kind, entries, elements, value, comment, where, name);
    }

    /** Returns the mapping with another entry. */
    Part put(String key, Part part) {
        Map<String, Part> all = new LinkedHashMap<>(entries);
        all.put(key, part);
        return entries(all);
    }

    Part without(String key) {
        Map<String, Part> all = new LinkedHashMap<>(entries);
        all.remove(key);
        return entries(all);
    }

    Part entries(Map<String, Part> other) {
        return new Part(Kind.MAPPING, other, List.of(), NullNode.instance, comment, where, tag);
    }

    Part elements(List<Part> other) {
        return new Part(Kind.LIST, Map.of(), other, NullNode.instance, comment, where, tag);
    }

    Part value(JsonNode other) {
        return new Part(Kind.VALUE, Map.of(), List.of(), other, comment, where, tag);
    }

    /** Returns it with what a mapping has under a key changed, if it has that. */
    Part change(String key, UnaryOperator<Part> change) {
        return get(key).map(part -> put(key, change.apply(part))).orElse(this);
    }

    /** Returns it with each entry or element changed. */
    Part each(UnaryOperator<Part> change) {
        if (isMapping()) {
            Map<String, Part> all = new LinkedHashMap<>();
            entries.forEach((key, part) -> all.put(key, change.apply(part)));
            return entries(all);
        }
        if (isList()) {
            List<Part> all = new ArrayList<>();
            elements.forEach(part -> all.add(change.apply(part)));
            return elements(all);
        }
        return this;
    }

    /** Returns another text in its place. */
    Part withText(String other) {
        return value(TextNode.valueOf(other));
    }

    /** Returns it as a tree, and notes comments and places. */
    JsonNode json(String pointer, Map<String, Comment> comments, Map<String, Where> places) {
        places.put(pointer, where);
        comment.ifPresent(beside -> comments.put(pointer, beside));
        if (isMapping()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            entries.forEach((key, part) -> object.set(key, part.json(Pointer.below(pointer, key), comments, places)));
            return object;
        }
        if (isList()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < elements.size(); i++) {
                array.add(elements.get(i).json(Pointer.below(pointer, i), comments, places));
            }
            return array;
        }
        return value;
    }
}
