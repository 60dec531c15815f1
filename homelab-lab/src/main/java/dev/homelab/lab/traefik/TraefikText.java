// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.lab.file.YamlTree;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of one file as Traefik reads it: a template of Go's, and what comes of it is YAML. */
public final class TraefikText {

    /** The one instruction that is understood here: text that stands for itself. */
    private static final Pattern INSTRUCTION = Pattern.compile("\\{\\{\\s*+`([^`]*+)`\\s*+}}|\\{\\{");

    private TraefikText() {}

    /**
     * Reads a text.
     *
     * @throws IllegalArgumentException if it is no YAML
     */
    public static JsonNode read(String text) {
        return YamlTree.read(INSTRUCTION.matcher(text).replaceAll(found -> {
            if (found.group(1) == null) {
                throw new InvalidFileException(
                        "template: the fake Traefik runs only {{`text`}}, and \"{{\" starts more");
            }
            return Matcher.quoteReplacement(found.group(1));
        }));
    }
}
