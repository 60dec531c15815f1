// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import dev.homelab.lab.host.compose.ComposeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command line sorted into options and words, by the options a command knows. */
final class Arguments {

    private final Map<String, List<String>> options = new LinkedHashMap<>();
    private final List<String> words = new ArrayList<>();

    /**
     * Sorts everything, wherever options stand.
     *
     * @param valued options that take a value
     * @param flags options that take none
     */
    static Arguments all(List<String> argv, Set<String> valued, Set<String> flags) {
        Arguments sorted = new Arguments();
        List<String> rest = argv;
        while (!rest.isEmpty()) {
            rest = sorted.takeOptions(rest, valued, flags);
            if (!rest.isEmpty()) {
                sorted.words.add(rest.get(0));
                rest = rest.subList(1, rest.size());
            }
        }
        return sorted;
    }

    /** Sorts the options up to the first word; that word and all behind it are left as words. */
    static Arguments leading(List<String> argv, Set<String> valued, Set<String> flags) {
        Arguments sorted = new Arguments();
        sorted.words.addAll(sorted.takeOptions(argv, valued, flags));
        return sorted;
    }

    List<String> words() {
        return words;
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    Optional<String> value(String option) {
        return values(option).stream().findFirst();
    }

    List<String> values(String option) {
        return options.getOrDefault(option, List.of());
    }

    private List<String> takeOptions(List<String> argv, Set<String> valued, Set<String> flags) {
        int at = 0;
        while (at < argv.size() && argv.get(at).startsWith("-")) {
            String[] parts = argv.get(at).split("=", 2);
            at++;
            if (flags.contains(parts[0])) {
                add(parts[0], "");
            } else if (!valued.contains(parts[0])) {
                throw new ComposeException(16, "unknown flag: " + parts[0]);
            } else if (parts.length == 2) {
                add(parts[0], parts[1]);
            } else if (at < argv.size()) {
                add(parts[0], argv.get(at++));
            } else {
                throw new ComposeException(16, "flag needs an argument: " + parts[0]);
            }
        }
        return argv.subList(at, argv.size());
    }

    private void add(String option, String value) {
        options.computeIfAbsent(option, o -> new ArrayList<>()).add(value);
    }
}
