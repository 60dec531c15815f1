// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Javadoc as editors show it: plain, and with what is code marked as such. */
final class Docs {

    private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");
    private static final Pattern LINK = Pattern.compile("\\{@link (?:[\\w.]*\\.)?(\\w+)(?:#\\w+)?}");
    private static final Pattern DEFAULT = Pattern.compile("; (?:\\{@code ([^}]*)}|(\\d+)) when absent");

    private Docs() {}

    static ObjectNode describe(ObjectNode schema, String javadoc) {
        String markdown =
                sentence(LINK.matcher(CODE.matcher(javadoc).replaceAll("`$1`")).replaceAll("$1"));
        return schema.put("description", plain(javadoc)).put("markdownDescription", markdown);
    }

    static String plain(String javadoc) {
        return sentence(LINK.matcher(CODE.matcher(javadoc).replaceAll("$1")).replaceAll("$1"));
    }

    /** Adds the value that counts when there is none, if the text names one. */
    static void addDefault(ObjectNode schema, String javadoc) {
        Matcher named = DEFAULT.matcher(javadoc);
        if (!named.find()) {
            return;
        }
        String type = schema.path("type").asText();
        String value = named.group(1) == null ? named.group(2) : named.group(1);
        if (type.equals("integer")) {
            schema.put("default", Integer.parseInt(value));
        } else if (type.equals("boolean")) {
            schema.put("default", Boolean.parseBoolean(value));
        } else if (type.equals("string")) {
            schema.put("default", value);
        }
    }

    private static String sentence(String text) {
        String oneLine = text.replace("<p>", "").replaceAll("\\s+", " ").strip();
        if (oneLine.isEmpty()) {
            return oneLine;
        }
        String upper = oneLine.substring(0, 1).toUpperCase(Locale.ROOT) + oneLine.substring(1);
        return upper.endsWith(".") ? upper : upper + ".";
    }
}
