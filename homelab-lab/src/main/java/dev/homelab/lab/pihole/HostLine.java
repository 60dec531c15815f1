// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of {@code dns.hosts}: {@code IP NAME [NAME...] [# comment]}.
 *
 * @param address IPv4 or IPv6, as written
 * @param names at least one in a valid line, in the case they were written
 */
record HostLine(String address, List<String> names) {

    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]{2,45}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?");

    static HostLine parse(String line) {
        List<String> names = new ArrayList<>();
        String[] words = line.strip().split("\\s+", -1);
        for (int i = 1; i < words.length && !words[i].startsWith("#"); i++) {
            names.add(words[i]);
        }
        return new HostLine(words[0], List.copyOf(names));
    }

    static Optional<String> invalid(String place, String line) {
        HostLine parsed = parse(line);
        if (!isIpv4(parsed.address) && !isIpv6(parsed.address)) {
            return Optional.of(place + ": neither a valid IPv4 nor IPv6 address (\"" + parsed.address + "\")");
        }
        Optional<String> badName = parsed.names.stream()
                .filter(name -> !NAME.matcher(name).matches())
                .findFirst();
        if (badName.isPresent()) {
            return badName.map(name -> place + ": invalid hostname (\"" + name + "\")");
        }
        return parsed.names.isEmpty()
                ? Optional.of(place + ": entry does not have at least one hostname (\"" + line + "\")")
                : Optional.empty();
    }

    static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    private static boolean isIpv6(String text) {
        return IPV6.matcher(text).matches();
    }
}
