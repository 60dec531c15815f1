// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Estimates how hard a root key is to guess, from its characters alone.
 *
 * <pre>
 * bits = characters that surprise x entropy of one character (Shannon)
 *
 * a character surprises unless it ends three that
 *   were there before           aaaa, passwordpassword, 123123
 *   or stand in a row           abcd, 4321, qwerty
 * </pre>
 *
 * <p>A key that holds what stands for a key in examples, such as {@code changeme}, counts nothing. Other words are not
 * recognised, so a sentence counts for more than it is worth.
 */
final class KeyStrength {

    /**
     * The least estimate of a root key. It is chosen so that random keys pass: the lowest estimate of 100,000 keys of 32
     * hexadecimal digits, the weakest random ones that are long enough, is above 80.
     */
    static final double ENOUGH = 72;

    private static final int RUN = 3;

    private static final List<String> ROWS =
            List.of("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm");

    private static final Set<String> IN_A_ROW = runsInARow();

    private static final List<String> PLACEHOLDERS =
            List.of("changeme", "changethis", "changeit", "replaceme", "replacethis", "placeholder", "password");

    private KeyStrength() {}

    static double bits(String key) {
        if (isPlaceholder(key)) {
            return 0;
        }
        Set<String> before = new HashSet<>();
        int surprises = Math.min(key.length(), RUN - 1);
        for (int end = RUN; end <= key.length(); end++) {
            String run = key.substring(end - RUN, end).toLowerCase(Locale.ROOT);
            if (before.add(run) && !IN_A_ROW.contains(run)) {
                surprises++;
            }
        }
        return surprises * bitsPerCharacter(key);
    }

    private static boolean isPlaceholder(String key) {
        String letters =
                key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "").replace(" ", "");
        return PLACEHOLDERS.stream().anyMatch(letters::contains);
    }

    /** Returns every three characters that stand in a row, forwards and backwards. */
    private static Set<String> runsInARow() {
        Set<String> runs = new HashSet<>();
        for (String row : ROWS) {
            String reversed = new StringBuilder(row).reverse().toString();
            for (int end = RUN; end <= row.length(); end++) {
                runs.add(row.substring(end - RUN, end));
                runs.add(reversed.substring(end - RUN, end));
            }
        }
        return Set.copyOf(runs);
    }

    private static double bitsPerCharacter(String key) {
        Map<Integer, Integer> counts = new HashMap<>();
        key.chars().forEach(each -> counts.merge(each, 1, Integer::sum));
        double length = key.length();
        return counts.values().stream()
                .mapToDouble(count -> count / length)
                .map(share -> -share * Math.log(share) / Math.log(2))
                .sum();
    }
}
