// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moves secrets out of texts. A secret is known by its mark, by the name of its variable, or as the password of an address. */
final class SecretTexts {

    private static final Pattern ADDRESS = Pattern.compile("(?<=://)[^/\\s:@]{0,200}:[^/\\s@]{1,500}(?=@)");
    private static final Set<String> COMMON = Set.of("env", "homelab_key");

    private final Findings findings;
    private final String prefix;
    private final Map<String, MovedSecret> moved = new LinkedHashMap<>();

    SecretTexts(Findings findings, String service) {
        this.findings = findings;
        this.prefix = service.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** Returns whether a text holds a secret that is marked. */
    static boolean isMarked(String text) {
        return text.indexOf(ComposeProject.BEGIN) >= 0;
    }

    /** Returns a text with the names of its marked secrets in place of them, for people. */
    static String shown(String text) {
        return replaced(text, name -> "${" + name + "}");
    }

    /**
     * Returns what {@code secrets} says of a variable, if it is a secret or has one in it.
     *
     * @param container the container it belongs to, for a name that no other secret has
     */
    Optional<String> of(String container, String variable, String value, String pointer) {
        if (isMarked(value)) {
            return Optional.of(withReferences(container, variable, value, pointer));
        }
        if (SecretNames.isSecret(variable) && !SecretNames.isHarmless(value)) {
            return Optional.of("env:" + move(container, variable, value, pointer));
        }
        Matcher address = ADDRESS.matcher(value);
        if (!address.find()) {
            return Optional.empty();
        }
        if (!Language.canEmbedSecrets() || value.contains("${")) {
            return Optional.of("env:" + move(container, variable, value, pointer));
        }
        int begin = value.indexOf(':', address.start()) + 1;
        String password = value.substring(begin, address.end());
        String reference = "${secret:env:" + move(container, variable + "_PASSWORD", password, pointer) + "}";
        return Optional.of(value.substring(0, begin) + reference + value.substring(address.end()));
    }

    /** Moves a secret of this name, and returns the variable that has to hold it. */
    String move(String container, String name, String value, String pointer) {
        String wanted = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
        String plain = wanted.startsWith(prefix + "_") || wanted.equals(prefix) ? wanted : prefix + "_" + wanted;
        String variable = plain;
        String other = prefix + "_" + container.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_" + wanted;
        for (int i = 2; isTaken(variable, value); i++) {
            variable = i == 2 ? other : other + "_" + i;
        }
        moved.putIfAbsent(variable, new MovedSecret(variable, Pointer.shown(pointer), value));
        return variable;
    }

    List<MovedSecret> moved() {
        return List.copyOf(moved.values());
    }

    private boolean isTaken(String variable, String value) {
        return COMMON.contains(variable.toLowerCase(Locale.ROOT))
                || Optional.ofNullable(moved.get(variable))
                        .filter(there -> !there.value().equals(value))
                        .isPresent();
    }

    private String withReferences(String container, String variable, String value, String pointer) {
        boolean isWhole =
                value.indexOf(ComposeProject.BEGIN) == 0 && value.indexOf(ComposeProject.END) == value.length() - 1;
        if (!isWhole && Language.canEmbedSecrets() && !value.contains("${")) {
            return replaced(value, name -> "${secret:env:" + move(container, name, valueOf(name), pointer) + "}");
        }
        String name = isWhole ? value.substring(1, value.length() - 1) : variable;
        return "env:" + move(container, name, replaced(value, this::valueOf), pointer);
    }

    /** Returns a text with something else in place of each secret that is marked. */
    private static String replaced(String text, UnaryOperator<String> replacement) {
        StringBuilder all = new StringBuilder();
        int at = 0;
        for (int begin = text.indexOf(ComposeProject.BEGIN);
                begin >= 0;
                begin = text.indexOf(ComposeProject.BEGIN, at)) {
            int end = text.indexOf(ComposeProject.END, begin);
            if (end < 0) {
                break;
            }
            all.append(text, at, begin).append(replacement.apply(text.substring(begin + 1, end)));
            at = end + 1;
        }
        return all.append(text.substring(at)).toString();
    }

    private String valueOf(String name) {
        return findings.project().secrets().getOrDefault(name, "");
    }
}
