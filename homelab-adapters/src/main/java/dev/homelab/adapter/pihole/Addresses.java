// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import java.util.regex.Pattern;

/** What FTL v6.4.1 takes for an address or a hostname in a line of {@code dns.hosts}, measured. */
final class Addresses {

    private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}+");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}+");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,63}+");
    private static final int OCTETS = 4;
    private static final int LARGEST_OCTET = 255;
    private static final int GROUPS = 8;
    private static final int LONGEST_ADDRESS = 45;

    private Addresses() {}

    /** Returns whether a text is an address for {@code inet_pton}: no zone, no leading zeros, one {@code ::} at most. */
    static boolean isAddress(String text) {
        return text.length() <= LONGEST_ADDRESS && (isIpv4(text) || isIpv6(text));
    }

    /** Returns whether a text is a hostname: labels of letters, digits, dashes and underscores; a dot may end it. */
    static boolean isHostname(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        for (String label : name.split("\\.", -1)) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIpv4(String text) {
        String[] octets = text.split("\\.", -1);
        for (String octet : octets) {
            if (!OCTET.matcher(octet).matches() || Integer.parseInt(octet) > LARGEST_OCTET) {
                return false;
            }
        }
        return octets.length == OCTETS;
    }

    private static boolean isIpv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, true) == GROUPS;
        }
        int before = groups(text.substring(0, gap), false);
        int after = groups(text.substring(gap + 2), true);
        return before >= 0 && after >= 0 && before + after < GROUPS;
    }

    /** Returns how many groups of 16 bits a text stands for, of which IPv4 at the end is two; negative if it is none. */
    private static int groups(String text, boolean isEnd) {
        if (text.isEmpty()) {
            return 0;
        }
        int count = 0;
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean isIpv4 = isEnd && i == parts.length - 1 && isIpv4(parts[i]);
            if (!isIpv4 && !GROUP.matcher(parts[i]).matches()) {
                return -1;
            }
            count += isIpv4 ? 2 : 1;
        }
        return count;
    }
}
