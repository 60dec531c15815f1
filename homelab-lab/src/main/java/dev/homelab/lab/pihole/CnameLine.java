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

    static CnameLine parse(String line) {
        List<String> parts = new ArrayList<>(List.of(line.split(",", -1)));
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
        for (String line : lines) {
            CnameLine parsed = parse(line);
            for (String alias : parsed.aliases) {
                if (targets.put(lower(alias), lower(parsed.target)) != null) {
                    return Optional.of("dnsmasq: duplicate CNAME at line 89 of /etc/pihole/dnsmasq.conf.temp: \"cname="
                            + line + "\"");
                }
            }
        }
        return targets.keySet().stream()
                .sorted()
                .filter(alias -> loops(alias, targets))
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
