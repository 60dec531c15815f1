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
 * @param names at least one in a valid line, in the case they were written; without the dot that may end one
 */
record HostLine(String address, List<String> names) {

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final int GROUPS = 8;
    private static final int LONGEST_LABEL = 63;

    static HostLine parse(String line) {
        List<String> words = words(line);
        return new HostLine(
                words.get(0),
                words.subList(1, words.size()).stream()
                        .map(name -> name.replaceFirst("\\.$", ""))
                        .toList());
    }

    /** Returns a line as FTL keeps it: tabs are blanks, one blank between words, none at the ends, comments as they are. */
    static String stored(String line) {
        String blank = line.replace('\t', ' ').strip();
        int comment = blank.indexOf('#');
        if (comment < 0) {
            return collapsed(blank);
        }
        return collapsed(blank.substring(0, comment)) + blank.substring(comment);
    }

    static Optional<String> invalid(String place, String line) {
        if (line.isBlank()) {
            return Optional.of(place + ": found no first element (\"" + line + "\")");
        }
        List<String> words = words(line);
        if (!isIpv4(words.get(0)) && !isIpv6(words.get(0))) {
            return Optional.of(place + ": neither a valid IPv4 nor IPv6 address (\"" + words.get(0) + "\")");
        }
        Optional<String> badName =
                words.stream().skip(1).filter(name -> !isName(name)).findFirst();
        if (badName.isPresent()) {
            return badName.map(name -> place + ": invalid hostname (\"" + name + "\")");
        }
        return words.size() < 2
                ? Optional.of(place + ": entry does not have at least one hostname (\"" + line + "\")")
                : Optional.empty();
    }

    static boolean isIpv4(String text) {
        return IPV4.matcher(text).matches();
    }

    /** As {@code inet_pton} judges: no zone, one {@code ::} at most, IPv4 only at the end. */
    static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == GROUPS;
        }
        int before = groups(text.substring(0, gap), false);
        int after = groups(text.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after < GROUPS;
    }

    /** Returns how many groups of 16 bits a text stands for; a negative number if for none. */
    private static int groups(String text, boolean mayEndInIpv4) {
        if (text.isEmpty()) {
            return 0;
        }
        String[] parts = text.split(":", -1);
        int count = 0;
        for (int i = 0; i < parts.length; i++) {
            if (mayEndInIpv4 && i == parts.length - 1 && isIpv4(parts[i])) {
                count += 2;
            } else if (GROUP.matcher(parts[i]).matches()) {
                count++;
            } else {
                return -GROUPS * 2;
            }
        }
        return count;
    }

    private static boolean isName(String name) {
        String[] labels = name.replaceFirst("\\.$", "").split("\\.", -1);
        for (String label : labels) {
            if (label.isEmpty() || label.length() > LONGEST_LABEL || !label.matches("[A-Za-z0-9_-]*")) {
                return false;
            }
        }
        return true;
    }

    /** Returns the words before a comment; one at least, be it an empty one. */
    private static List<String> words(String line) {
        String[] all = line.strip().split("\\s+", -1);
        List<String> words = new ArrayList<>(List.of(all[0]));
        for (int i = 1; i < all.length && !all[i].startsWith("#"); i++) {
            words.add(all[i]);
        }
        return words;
    }

    private static String collapsed(String text) {
        return text.replaceAll(" {2,}", " ");
    }
}
