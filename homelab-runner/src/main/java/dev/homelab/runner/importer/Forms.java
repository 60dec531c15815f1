// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms that values of a Compose file come in. Pure. */
final class Forms {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?([kKmMgGtTpP]?)(i?)([bB]?)");

    private static final String UNITS = " kmgtp";

    private Forms() {}

    /**
     * A key with its value, where Compose takes a list of {@code KEY=VALUE} as well as a mapping.
     *
     * @param value nothing where only the key is there
     * @param pointer where it is
     */
    record Pair(String key, Optional<String> value, String pointer) {}

    /** An element of a list, or the only value that stands in place of one. */
    record Element(JsonNode value, String pointer) {

        String text() {
            return Forms.text(value);
        }
    }

    /** Returns a single value as text, as Compose prints it. */
    static String text(JsonNode value) {
        if (value.isFloatingPointNumber()) {
            BigDecimal number = value.decimalValue().stripTrailingZeros();
            return number.scale() < 0 ? number.setScale(0).toPlainString() : number.toPlainString();
        }
        return value.isNull() ? "" : value.asText();
    }

    /** Returns the entries of a list or mapping; the first of those with one key is replaced by the last. */
    static List<Pair> pairs(JsonNode node, String pointer, char separator) {
        Map<String, Pair> pairs = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            Optional<String> value =
                    Optional.of(entry.getValue()).filter(one -> !one.isNull()).map(Forms::text);
            String at = Pointer.below(pointer, entry.getKey());
            pairs.put(entry.getKey(), new Pair(entry.getKey(), value, at));
        });
        for (Element element : node.isArray() ? elements(node, pointer) : List.<Element>of()) {
            String text = element.text();
            int end = text.indexOf(separator);
            String key = end < 0 ? text : text.substring(0, end);
            Optional<String> value = end < 0 ? Optional.empty() : Optional.of(text.substring(end + 1));
            pairs.put(key, new Pair(key, value, element.pointer()));
        }
        return List.copyOf(pairs.values());
    }

    /** Returns the elements of a list, or the only value in its place. */
    static List<Element> elements(JsonNode node, String pointer) {
        if (node.isNull() || node.isMissingNode()) {
            return List.of();
        }
        if (!node.isArray()) {
            return List.of(new Element(node, pointer));
        }
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new Element(node.get(i), Pointer.below(pointer, i)));
        }
        return elements;
    }

    static List<String> texts(JsonNode node) {
        return elements(node, "").stream().map(Element::text).toList();
    }

    /** Returns whether a value is true, as Compose reads booleans. */
    static boolean isTrue(JsonNode node) {
        return node.isBoolean()
                ? node.booleanValue()
                : List.of("true", "yes", "on", "y").contains(text(node).toLowerCase(Locale.ROOT));
    }

    /** Returns a size in the shortest form of a definition, such as {@code 512m}; nothing if it is none. */
    static Optional<String> size(String text) {
        Matcher size = SIZE.matcher(text.strip());
        if (!size.matches()) {
            return Optional.empty();
        }
        int power = UNITS.indexOf(size.group(2).isEmpty() ? " " : size.group(2).toLowerCase(Locale.ROOT));
        long bytes = new BigDecimal(size.group(1))
                .multiply(BigDecimal.valueOf(1024).pow(power))
                .setScale(0, RoundingMode.DOWN)
                .longValue();
        if (bytes <= 0) {
            return Optional.empty();
        }
        int unit = 0;
        while (unit < 3 && bytes % 1024 == 0) {
            bytes /= 1024;
            unit++;
        }
        return Optional.of(bytes + String.valueOf("bkmg".charAt(unit)));
    }

    /** Returns any value as what is written to a definition: text, numbers, booleans, lists and mappings. */
    static Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(entry -> {
                if (!entry.getValue().isNull()) {
                    map.put(entry.getKey(), plain(entry.getValue()));
                }
            });
            return map;
        }
        if (node.isArray()) {
            return node.valueStream().map(Forms::plain).toList();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isInt()) {
            return node.intValue();
        }
        if (node.isNumber()) {
            return node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue();
        }
        return node.asText();
    }
}
