// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One line of {@code dns.cnameRecords}: {@code alias[,alias...],target[,ttl]}.
 *
 * @param aliases at least one in a valid line
 * @param target the name they stand for
 * @param ttl seconds; 0 where the line gives none
 */
record CnameLine(List<String> aliases, String target, int ttl) {

    /** The line of the generated configuration where the first alias stands. */
    private static final int FIRST_LINE = 90;

    static CnameLine parse(String line) {
        List<String> parts = new ArrayList<>();
        for (String part : line.split(",", -1)) {
            parts.add(part.strip());
        }
        int ttl = 0;
        if (parts.size() > 2 && parts.get(parts.size() - 1).matches("\\d{1,9}")) {
            ttl = Integer.parseInt(parts.remove(parts.size() - 1));
        }
        String target = parts.remove(parts.size() - 1);
        return new CnameLine(List.copyOf(parts), target, ttl);
    }

    static Optional<String> invalid(String place, String line) {
        List<String> parts = List.of(line.split(",", -1));
        int empty = parts.indexOf("");
        if (empty >= 0) {
            return Optional.of(place + ": contains an empty string at position " + empty);
        }
        return parts.size() < 2
                ? Optional.of(place + ": not a valid CNAME definition (too few elements)")
                : Optional.empty();
    }

    /** Returns why dnsmasq would refuse these lines together, or nothing: an alias given twice, or a loop. */
    static Optional<String> refusedByDnsmasq(List<String> lines) {
        Map<String, String> targets = new HashMap<>();
        List<String> aliases = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            CnameLine parsed = parse(lines.get(index));
            for (String alias : parsed.aliases) {
                aliases.add(0, alias); // dnsmasq keeps them in reverse
                if (targets.put(lower(alias), lower(parsed.target)) != null) {
                    return Optional.of(
                            "dnsmasq: duplicate CNAME at line %d of /etc/pihole/dnsmasq.conf.temp: \"cname=%s\""
                                    .formatted(FIRST_LINE + index, lines.get(index)));
                }
            }
        }
        return aliases.stream()
                .filter(alias -> loops(lower(alias), targets))
                .findFirst()
                .map(alias -> "dnsmasq: CNAME loop involving " + alias);
    }

    private static boolean loops(String alias, Map<String, String> targets) {
        Set<String> seen = new HashSet<>();
        String name = alias;
        while (name != null && seen.add(name)) {
            name = targets.get(name);
        }
        return name != null;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
