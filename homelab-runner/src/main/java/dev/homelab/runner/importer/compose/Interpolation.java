// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.compose;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import dev.homelab.problem.Where;
import dev.homelab.runner.importer.ComposeProject;
import dev.homelab.runner.importer.SecretNames;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the values of variables into the texts of a Compose file. One that holds a secret is marked instead. */
final class Interpolation {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
    private static final int DEEPEST = 10;

    private final Map<String, String> variables;
    private final Map<String, String> secrets = new TreeMap<>();
    private final Set<String> missing = new TreeSet<>();

    Interpolation(Map<String, String> variables) {
        this.variables = variables;
    }

    /** Returns the values of the secrets that were marked, by their names. */
    Map<String, String> secrets() {
        return secrets;
    }

    /** Returns the variables that have no value, in place of which there is nothing now. */
    Set<String> missing() {
        return missing;
    }

    /** Returns a part with all its texts replaced. */
    Part in(Part part) {
        if (!part.isText()) {
            return part.each(this::in);
        }
        String text = part.text();
        return text.indexOf('$') < 0
                ? part
                : part.value(TextNode.valueOf(new Text(text, part.where(), this::marked).read(0)));
    }

    /** Returns the value of a variable that a container gets from outside. */
    Optional<String> passed(String name) {
        return Optional.ofNullable(variables.get(name)).map(value -> marked(name, value));
    }

    private String marked(Use use) {
        return marked(use.name(), use.value().orElseGet(() -> {
            if (!SecretNames.isSecret(use.name())) {
                missing.add(use.name());
            }
            return "";
        }));
    }

    private String marked(String name, String value) {
        boolean isSecret = SecretNames.isSecret(name) && !SecretNames.isHarmless(value);
        boolean isUnknown = SecretNames.isSecret(name) && value.isEmpty() && !variables.containsKey(name);
        if (!isSecret && !isUnknown) {
            return value;
        }
        secrets.put(name, value);
        return ComposeProject.marked(name);
    }

    /** Returns a text with the values of these variables, and nothing for others. */
    static String plain(String text, Map<String, String> variables) {
        return text.indexOf('$') < 0 ? text : new Interpolation(variables).plain(text);
    }

    private String plain(String text) {
        return new Text(text, Where.nowhere(), use -> use.value().orElse("")).read(0);
    }

    /**
     * A variable where it is used.
     *
     * @param value what it stands for there, a default included; nothing if there is none
     */
    private record Use(String name, Optional<String> value) {}

    /** A text while it is read. */
    private final class Text {

        private final String text;
        private final Where where;
        private final Function<Use, String> shown;

        Text(String text, Where where, Function<Use, String> shown) {
            this.text = text;
            this.where = where;
            this.shown = shown;
        }

        String read(int depth) {
            if (depth > DEEPEST) {
                throw problem(
                        "variable not valid",
                        "a default within a default goes on for ever.",
                        "write out what is meant.");
            }
            StringBuilder all = new StringBuilder();
            int at = 0;
            while (at < text.length()) {
                char letter = text.charAt(at);
                if (letter != '$' || at + 1 == text.length()) {
                    all.append(letter);
                    at++;
                } else if (text.charAt(at + 1) == '$') {
                    all.append('$');
                    at += 2;
                } else if (text.charAt(at + 1) == '{') {
                    int end = end(at + 2);
                    all.append(braced(text.substring(at + 2, end), depth));
                    at = end + 1;
                } else {
                    Matcher name = NAME.matcher(text).region(at + 1, text.length());
                    if (!name.lookingAt()) {
                        all.append(letter);
                        at++;
                        continue;
                    }
                    all.append(shown.apply(new Use(name.group(), Optional.ofNullable(variables.get(name.group())))));
                    at = name.end();
                }
            }
            return all.toString();
        }

        private int end(int begin) {
            int open = 1;
            for (int i = begin; i < text.length(); i++) {
                if (text.charAt(i) == '{') {
                    open++;
                } else if (text.charAt(i) == '}' && --open == 0) {
                    return i;
                }
            }
            throw problem(
                    "variable not valid",
                    "%s has a \"${\" without its \"}\".".formatted(Quoted.of(text)),
                    "write \"$$\" for a dollar sign that begins no variable.");
        }

        private String braced(String inner, int depth) {
            Matcher name = NAME.matcher(inner);
            if (!name.lookingAt()) {
                throw problem(
                        "variable not valid",
                        "\"${%s}\" is no variable.".formatted(inner),
                        "write \"$$\" for a dollar sign that begins no variable.");
            }
            String variable = name.group();
            String rest = inner.substring(name.end());
            Optional<String> value = Optional.ofNullable(variables.get(variable));
            if (rest.isEmpty()) {
                return shown.apply(new Use(variable, value));
            }
            boolean emptyCounts = rest.startsWith(":");
            String operator = emptyCounts ? rest.substring(1) : rest;
            Optional<String> there = emptyCounts ? value.filter(one -> !one.isEmpty()) : value;
            String word = operator.isEmpty() ? "" : operator.substring(1);
            return switch (operator.isEmpty() ? ' ' : operator.charAt(0)) {
                case '-' -> shown.apply(new Use(variable, Optional.of(there.orElseGet(() -> word(word, depth)))));
                case '+' -> there.map(one -> word(word, depth)).orElse("");
                case '?' -> required(variable, there, word);
                default ->
                    throw problem(
                            "variable not valid",
                            "\"${%s}\" is no variable.".formatted(inner),
                            "write \"$$\" for a dollar sign that begins no variable.");
            };
        }

        /** A secret may be set later; anything else is needed now. */
        private String required(String variable, Optional<String> there, String message) {
            if (there.isEmpty() && !SecretNames.isSecret(variable)) {
                throw problem(
                        "variable not set",
                        "\"%s\" has to be set%s.".formatted(variable, message.isEmpty() ? "" : " (" + message + ")"),
                        "add it to .env beside the file, or name a file with it: --env-file FILE.");
            }
            return shown.apply(new Use(variable, there));
        }

        private String word(String word, int depth) {
            return word.indexOf('$') < 0
                    ? word
                    : new Text(word, where, use -> use.value().orElse("")).read(depth + 1);
        }

        private UnreadableException problem(String summary, String detail, String fix) {
            return new UnreadableException(new Problem(summary, where, detail, fix));
        }
    }
}
