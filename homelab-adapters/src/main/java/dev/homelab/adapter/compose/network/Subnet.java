// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.network;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv4 addresses.
 *
 * @param first as a number
 * @param bits how many of its bits all of them share
 */
record Subnet(long first, int bits) {

    private static final Pattern WRITTEN =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
    private static final int ALL_BITS = 32;

    /** Reads {@code 172.24.0.0/13}; there is none in anything else, such as an IPv6 range. */
    static Optional<Subnet> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches() || Integer.parseInt(written.group(5)) > ALL_BITS) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            address = address * 256 + Integer.parseInt(written.group(i));
        }
        int bits = Integer.parseInt(written.group(5));
        long size = 1L << (ALL_BITS - bits);
        return Optional.of(new Subnet(address / size * size, bits));
    }

    boolean overlaps(Subnet other) {
        return first < other.first + other.size() && other.first < first + size();
    }

    private long size() {
        return 1L << (ALL_BITS - bits);
    }
}
