// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.compose;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Puts one Compose file on another by the rules of the Compose specification. Pure. */
final class Merging {

    /** Lists that are mappings as well, {@code KEY=VALUE}. */
    private static final Set<String> PAIRS =
            Set.of("environment", "labels", "annotations", "sysctls", "args", "extra_hosts");

    /** Lists of names that are mappings as well. */
    private static final Set<String> NAMES = Set.of("depends_on", "networks", "models");

    /** What the later file replaces as a whole. */
    private static final Set<String> REPLACED = Set.of("command", "entrypoint", "test", "ulimit");

    private Merging() {}

    /** Returns what both say; the second one wins. */
    static Part merge(Part base, Part over) {
        return merge("", base, over);
    }

    private static Part merge(String key, Part base, Part over) {
        if (over.tag().equals("!override") || base.isNull() || REPLACED.contains(key)) {
            return over.with(base.comment().filter(comment -> over.comment().isEmpty()));
        }
        if (over.isNull()) {
            return base;
        }
        if (PAIRS.contains(key)
                && base.kind() != Part.Kind.VALUE
                && over.kind() != Part.Kind.VALUE
                && !isRepeated(base)) {
            char separator = key.equals("extra_hosts") && !hasEquals(base, over) ? ':' : '=';
            return mappings(pairs(base, separator), pairs(over, separator));
        }
        if (NAMES.contains(key) && (base.isMapping() || over.isMapping())) {
            return mappings(names(base), names(over));
        }
        if (key.equals("logging") && !sameDriver(base, over)) {
            return over;
        }
        if (base.isMapping() && over.isMapping()) {
            return mappings(base, over);
        }
        if (base.isList() || over.isList()) {
            return lists(key, base, over);
        }
        return over.with(base.comment().filter(comment -> over.comment().isEmpty()));
    }

    private static Part mappings(Part base, Part over) {
        Map<String, Part> all = new LinkedHashMap<>(base.entries());
        over.entries().forEach((key, part) -> {
            if (part.tag().equals("!reset")) {
                all.remove(key);
            } else {
                all.merge(key, part, (old, replacement) -> merge(key, old, replacement));
            }
        });
        return base.entries(all).with(base.comment().or(over::comment));
    }

    private static Part lists(String key, Part base, Part over) {
        Function<Part, String> identity = switch (key) {
            case "volumes" -> Merging::target;
            case "ports" -> Merging::port;
            default -> part -> part.isMapping() ? part.entries().toString() : part.text();
        };
        Map<String, Part> unique = new LinkedHashMap<>();
        List<Part> all = new ArrayList<>(base.all());
        all.addAll(over.all());
        all.forEach(part -> unique.put(identity.apply(part), part));
        return base.elements(List.copyOf(unique.values()));
    }

    /** A container has one mount at a path. */
    private static String target(Part mount) {
        if (mount.isMapping()) {
            return mount.get("target").map(Part::text).orElse("");
        }
        String[] parts = mount.text().split(":", -1);
        return parts[Math.min(1, parts.length - 1)];
    }

    private static String port(Part port) {
        if (!port.isMapping()) {
            return port.text().replaceFirst("/tcp$", "");
        }
        Function<String, String> of = key -> port.get(key).map(Part::text).orElse("");
        String protocol = of.apply("protocol");
        return (of.apply("host_ip").isEmpty() ? "" : of.apply("host_ip") + ":") + of.apply("published") + ":"
                + of.apply("target") + (protocol.isEmpty() || protocol.equals("tcp") ? "" : "/" + protocol);
    }

    private static boolean isRepeated(Part part) {
        return part.isList()
                && part.elements().stream()
                                .map(one -> one.text().replaceFirst("[=:].*", ""))
                                .distinct()
                                .count()
                        < part.elements().size();
    }

    private static boolean hasEquals(Part base, Part over) {
        List<Part> all = new ArrayList<>(base.elements());
        all.addAll(over.elements());
        return all.stream().anyMatch(part -> part.text().contains("="));
    }

    /** Returns a list of {@code KEY=VALUE} as a mapping. */
    static Part pairs(Part part, char separator) {
        if (part.isMapping()) {
            return part;
        }
        Map<String, Part> entries = new LinkedHashMap<>();
        for (Part element : part.elements()) {
            String text = element.text();
            int end = text.indexOf(separator);
            entries.put(
                    end < 0 ? text : text.substring(0, end),
                    element.value(
                            end < 0
                                    ? JsonNodeFactory.instance.nullNode()
                                    : JsonNodeFactory.instance.textNode(text.substring(end + 1))));
        }
        return part.entries(entries);
    }

    private static Part names(Part part) {
        if (part.isMapping()) {
            return part;
        }
        Map<String, Part> entries = new LinkedHashMap<>();
        part.elements().forEach(element -> entries.put(element.text(), element.entries(Map.of())));
        return part.entries(entries);
    }

    private static boolean sameDriver(Part base, Part over) {
        Optional<String> driver = over.get("driver").map(Part::text);
        return driver.isEmpty() || driver.equals(base.get("driver").map(Part::text));
    }
}
