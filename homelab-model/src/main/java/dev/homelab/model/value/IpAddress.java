// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads addresses of IPv4 and IPv6 that stand as texts among names. An address of IPv6 has many spellings, so two are compared by
 * what they mean. Looks nothing up.
 */
public final class IpAddress {

    private static final Pattern IPV4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");
    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final int GROUPS = 8;
    private static final int GROUP_BITS = 16;
    private static final int OCTET_BITS = 8;
    private static final int LONGEST = 45;

    private IpAddress() {}

    public static boolean isIpv6(String text) {
        return groups(text).isPresent();
    }

    /** Returns whether a text is an address of either family, without a zone. */
    public static boolean isAddress(String text) {
        return isIpv6(text) || (text.length() <= LONGEST && IPV4.matcher(text).matches());
    }

    /** Returns the usual spelling of an address of IPv6 (RFC 5952); any other text as it is. */
    public static String normal(String text) {
        return groups(text).map(IpAddress::written).orElse(text);
    }

    /** Returns whether two texts are one address, or the same text. */
    public static boolean same(String one, String other) {
        return normal(one).equals(normal(other));
    }

    /** Returns how a host stands in a URL and before a port: an address of IPv6 in brackets. */
    public static String inUrl(String host) {
        return isIpv6(host) ? "[" + host + "]" : host;
    }

    /** Returns an address without the brackets it has in a URL. */
    public static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** Returns whether an address leads to the machine itself. */
    public static boolean isLoopback(String text) {
        return normal(text).equals("::1")
                || (text.startsWith("127.") && IPV4.matcher(text).matches());
    }

    /** Returns whether an address stands for all of a machine's, of its family. */
    public static boolean isEverywhere(String text) {
        return text.equals("0.0.0.0") || normal(text).equals("::");
    }

    /**
     * Returns whether a port can be had at only one of two addresses of a machine.
     *
     * @param one empty for all addresses of both families
     */
    public static boolean meet(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return true;
        }
        return isIpv6(one) == isIpv6(other) && (isEverywhere(one) || isEverywhere(other) || same(one, other));
    }

    /** Returns an address of either family as a number. */
    static Optional<BigInteger> number(String text) {
        if (IPV4.matcher(text).matches()) {
            return Optional.of(number(text.split("\\.", -1), 10, OCTET_BITS));
        }
        return groups(text)
                .map(all -> number(
                        Arrays.stream(all).mapToObj(Integer::toHexString).toArray(String[]::new), 16, GROUP_BITS));
    }

    private static BigInteger number(String[] parts, int radix, int bits) {
        BigInteger number = BigInteger.ZERO;
        for (String part : parts) {
            number = number.shiftLeft(bits).add(new BigInteger(part, radix));
        }
        return number;
    }

    /** Returns the eight groups of an address of IPv6, the last two of which may be written as one of IPv4. */
    private static Optional<int[]> groups(String text) {
        if (text.length() > LONGEST || text.indexOf(':') < 0) {
            return Optional.empty();
        }
        int gap = text.indexOf("::");
        if (gap < 0) {
            return part(text).filter(all -> all.length == GROUPS);
        }
        Optional<int[]> before = part(text.substring(0, gap));
        Optional<int[]> after = part(text.substring(gap + 2));
        if (before.isEmpty() || after.isEmpty() || text.substring(0, gap).contains(".")) {
            return Optional.empty();
        }
        int[] front = before.get();
        int[] back = after.get();
        if (front.length + back.length >= GROUPS) {
            return Optional.empty();
        }
        int[] all = new int[GROUPS];
        System.arraycopy(front, 0, all, 0, front.length);
        System.arraycopy(back, 0, all, GROUPS - back.length, back.length);
        return Optional.of(all);
    }

    private static Optional<int[]> part(String text) {
        if (text.isEmpty()) {
            return Optional.of(new int[0]);
        }
        String[] words = text.split(":", -1);
        boolean endsInIpv4 = IPV4.matcher(words[words.length - 1]).matches();
        int[] groups = new int[words.length + (endsInIpv4 ? 1 : 0)];
        int plain = endsInIpv4 ? words.length - 1 : words.length;
        for (int i = 0; i < plain; i++) {
            if (!GROUP.matcher(words[i]).matches()) {
                return Optional.empty();
            }
            groups[i] = Integer.parseInt(words[i], 16);
        }
        if (endsInIpv4) {
            String[] octets = words[plain].split("\\.", -1);
            groups[plain] = Integer.parseInt(octets[0]) << 8 | Integer.parseInt(octets[1]);
            groups[plain + 1] = Integer.parseInt(octets[2]) << 8 | Integer.parseInt(octets[3]);
        }
        return Optional.of(groups);
    }

    /** Shortens the first of the longest runs of zeros. */
    private static String written(int[] groups) {
        int start = 0;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (length > 1 && i == start) {
                text.append("::");
                i += length - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]).toLowerCase(Locale.ROOT));
            }
        }
        return text.toString();
    }
}
