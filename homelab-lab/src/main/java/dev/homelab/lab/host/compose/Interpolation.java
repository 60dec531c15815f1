// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts variables into the values of a Compose file.
 *
 * <pre>
 * $$          a dollar sign
 * $A  ${A}    the value, or empty with a warning
 * ${A:-text}  the value, or the text if it is unset or empty;  ${A-text}  if it is unset
 * ${A:?text}  the value, or an error if it is unset or empty;  ${A?text}  if it is unset
 * ${A:+text}  the text if it is set and not empty;             ${A+text}  if it is set
 * </pre>
 */
final class Interpolation {

    private static final Pattern VARIABLE =
            Pattern.compile("\\$(?:(\\$)|([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(?:(:?[-?+])([^}]*))?})");

    private final Map<String, String> variables;
    private final TreeSet<String> unset = new TreeSet<>();

    Interpolation(Map<String, String> variables) {
        this.variables = variables;
    }

    /** Returns the text with its variables replaced. {@code path} says where it stands, for the error. */
    String apply(String text, String path) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder result = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            result.append(literal(text.substring(end, matcher.start()), text, path))
                    .append(matcher.group(1) != null ? "$" : value(matcher));
            end = matcher.end();
        }
        return result.append(literal(text.substring(end), text, path)).toString();
    }

    /** One line for each variable that was used, was not set and had no default, as Compose prints it. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        unset.forEach(name -> warnings.add("time=\"1970-01-01T00:00:00Z\" level=warning msg=\"The \\\"" + name
                + "\\\" variable is not set. Defaulting to a blank string.\""));
        return warnings;
    }

    private static String literal(String part, String text, String path) {
        if (part.contains("$")) {
            throw new ComposeException(
                    15,
                    "invalid interpolation format for " + path + ": \"" + text
                            + "\". You may need to escape any $ with another $");
        }
        return part;
    }

    private String value(Matcher matcher) {
        String name = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
        String operator = matcher.group(4) == null ? "" : matcher.group(4);
        Optional<String> value =
                Optional.ofNullable(variables.get(name)).filter(found -> !operator.startsWith(":") || !found.isEmpty());
        if (operator.endsWith("+")) {
            return value.map(found -> matcher.group(5)).orElse("");
        }
        return value.orElseGet(() -> missing(name, operator, matcher.group(5)));
    }

    private String missing(String name, String operator, String text) {
        if (operator.endsWith("?")) {
            throw new ComposeException("required variable " + name + " is missing a value: " + text);
        }
        if (operator.isEmpty()) {
            unset.add(name);
            return "";
        }
        return text;
    }
}
