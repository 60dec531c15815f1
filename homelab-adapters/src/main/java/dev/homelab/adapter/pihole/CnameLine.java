// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One line of {@code dns.cnameRecords}: {@code ALIAS[,ALIAS...],TARGET[,TTL]}.
 *
 * <p>It has no room for a comment, so ours carry no mark (FTL v6.4.1: what follows the last comma is the target or the TTL).
 *
 * @param text as Pi-hole has it; FTL keeps every byte
 * @param names its aliases, in lower case
 * @param target the name that its aliases stand for
 */
record CnameLine(String text, List<String> names, String target) implements Line {

    static CnameLine of(String text) {
        List<String> parts =
                Arrays.stream(text.split(",", -1)).map(CnameLine::normal).toList();
        boolean hasTtl = parts.size() > 2 && parts.get(parts.size() - 1).chars().allMatch(Character::isDigit);
        List<String> named = hasTtl ? parts.subList(0, parts.size() - 1) : parts;
        int last = named.size() - 1;
        return new CnameLine(text, named.subList(0, last).stream().distinct().toList(), named.get(last));
    }

    static CnameLine of(String alias, String target) {
        return of(alias + "," + target);
    }

    private static String normal(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
