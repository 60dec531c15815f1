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
 * @param text as Pi-hole has it
 */
record CnameLine(String text) implements Line {

    static CnameLine of(String alias, String target) {
        return new CnameLine(alias + "," + target);
    }

    /** Returns the name that its aliases stand for. */
    String target() {
        List<String> parts = named();
        return parts.get(parts.size() - 1);
    }

    @Override
    public List<String> names() {
        List<String> parts = named();
        return parts.subList(0, parts.size() - 1).stream().distinct().toList();
    }

    private List<String> named() {
        List<String> parts =
                Arrays.stream(text.split(",", -1)).map(CnameLine::normal).toList();
        boolean hasTtl = parts.size() > 2 && parts.get(parts.size() - 1).matches("\\d+");
        return hasTtl ? parts.subList(0, parts.size() - 1) : parts;
    }

    private static String normal(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
