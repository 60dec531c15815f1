// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.glance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.lab.file.YamlTree;
import java.util.Map;

/** The text of one file as Glance reads it: inclusions and variables are replaced in the text, and only then is it YAML. */
public final class GlanceText {

    private GlanceText() {}

    /**
     * Reads a text.
     *
     * @param environment the variables that it may use
     * @throws IllegalArgumentException if it includes another file, a variable is missing, or it is no YAML
     */
    public static JsonNode read(String text, Map<String, String> environment) {
        if (Includes.isIn(text)) {
            throw new IllegalArgumentException("includes a file:\n" + text);
        }
        try {
            return YamlTree.read(new Variables(environment).replacedIn(text));
        } catch (InvalidConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
