// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.problem.Where;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a definition does not say itself: parts of templates and of its category, and the values that it names.
 *
 * @param own the definition's own text in a form without comments and places, to compare; empty if there is nothing else
 * @param parts what stands in another file, by its path in the definition
 * @param values the values that are named, by name
 * @param named the names of the values in a text, by the path of the text
 */
public record Inherited(
        String own, Map<String, Source> parts, Map<String, Source> values, Map<String, List<String>> named) {

    /** Nothing: the definition says all of it. */
    public static final Inherited NOTHING = new Inherited("", Map.of(), Map.of(), Map.of());

    /**
     * Something that stands in another file.
     *
     * @param file the file, from the folder of the definitions on, such as {@code templates/linuxserver.yaml}
     * @param where where it stands
     * @param text as it is written there
     */
    public record Source(String file, Where.InFile where, String text) {

        /** Returns file and line, for a person. */
        public String place() {
            return where.file() + ":" + where.line();
        }
    }

    public Inherited {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    /** Returns whether the definition says all of it. */
    public boolean isNothing() {
        return own.isEmpty();
    }
}
