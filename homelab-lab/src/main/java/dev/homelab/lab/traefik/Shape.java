// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What may stand at one place of a dynamic configuration: a value, a list, fixed fields, or freely named parts. */
final class Shape {

    private enum Kind {
        VALUE,
        LIST,
        FIELDS,
        NAMED,
        ANYTHING
    }

    private final Kind kind;
    private final Map<String, Shape> fields = new LinkedHashMap<>();
    private final boolean mayBeEmpty;
    private final Shape[] inner;

    private Shape(Kind kind, boolean mayBeEmpty, Shape... inner) {
        this.kind = kind;
        this.mayBeEmpty = mayBeEmpty;
        this.inner = inner;
    }

    /** Text, a number or a truth value. */
    static Shape value() {
        return new Shape(Kind.VALUE, false);
    }

    static Shape list(Shape element) {
        return new Shape(Kind.LIST, false, element);
    }

    /** A list of values. */
    static Shape values() {
        return list(value());
    }

    /** A map whose keys the user chooses. */
    static Shape named(Shape part) {
        return new Shape(Kind.NAMED, false, part);
    }

    /** Fixed fields; the given ones, separated by blanks, hold values. */
    static Shape fields(String values) {
        return new Shape(Kind.FIELDS, false).with(values, value());
    }

    /** The same, where {@code {}} means something. */
    static Shape fieldsOrEmpty(String values) {
        return new Shape(Kind.FIELDS, true).with(values, value());
    }

    /** Whatever a plugin likes. */
    static Shape anything() {
        return new Shape(Kind.ANYTHING, false);
    }

    /** Adds fields of one shape, their names separated by blanks. */
    Shape with(String names, Shape shape) {
        for (String name : names.split(" ", -1)) {
            if (!name.isEmpty()) {
                fields.put(name.toLowerCase(Locale.ROOT), shape);
            }
        }
        return this;
    }

    /**
     * Judges a part of a file.
     *
     * @throws InvalidFileException for the first thing Traefik would not take
     */
    void check(String name, JsonNode node) {
        switch (kind) {
            case VALUE -> checkValue(name, node);
            case LIST -> node.forEach(element -> inner[0].check(name, element));
            case NAMED -> {
                refuseEmpty(name, node);
                node.properties().forEach(part -> inner[0].checkNamed(part.getKey(), part.getValue()));
            }
            case FIELDS -> {
                refuseEmpty(name, node);
                checkFields(node);
            }
            case ANYTHING -> refuseEmpty(name, node);
        }
    }

    /** A part with a name of its own may be empty, unlike one that is a field. */
    private void checkNamed(String name, JsonNode node) {
        if (!node.isEmpty()) {
            check(name, node);
        }
    }

    private static void checkValue(String name, JsonNode node) {
        if (node.isContainerNode()) {
            throw new InvalidFileException("invalid node " + name + ": string");
        }
    }

    /** Null counts as absent, so a map that holds nothing else is empty. */
    private void refuseEmpty(String name, JsonNode node) {
        boolean empty = node.valueStream().allMatch(JsonNode::isNull);
        if (!node.isObject() || (empty && !mayBeEmpty)) {
            throw new InvalidFileException(name + " cannot be a standalone element");
        }
    }

    private void checkFields(JsonNode node) {
        node.properties().stream()
                .filter(field -> !field.getValue().isNull())
                .forEach(field -> fieldNamed(field.getKey()).check(field.getKey(), field.getValue()));
    }

    private Shape fieldNamed(String name) {
        // Traefik matches names of fields whatever their case
        Shape shape = fields.get(name.toLowerCase(Locale.ROOT));
        if (shape == null) {
            throw new InvalidFileException("field not found, node: " + name);
        }
        return shape;
    }

    /** Judges the whole of a file, whose unknown sections are passed over. */
    void checkFile(JsonNode root) {
        root.properties().stream()
                .filter(section -> !section.getValue().isNull())
                .filter(section -> fields.containsKey(section.getKey()))
                .forEach(section -> fieldNamed(section.getKey()).check(section.getKey(), section.getValue()));
    }
}
