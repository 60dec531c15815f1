// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.dnsmasq;

import dev.homelab.lab.dns.DnsRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What dnsmasq 2.90 makes of a line of a hosts file, measured: a comment begins at any {@code #}, a dot may end a name, and a line whose
 * address it cannot read is no line.
 *
 * @param type A or AAAA
 */
record HostsLine(String address, int type, List<String> names) {

    private static final Pattern IPV4 = Pattern.compile("([0-9]{1,3}\\.){3}[0-9]{1,3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    /** Reads the lines of a file that answer for names. */
    static List<HostsLine> parse(String text) {
        List<HostsLine> lines = new ArrayList<>();
        text.lines().forEach(line -> {
            String[] words = line.split("#", 2)[0].strip().split("\\s+", -1);
            boolean isIpv4 = IPV4.matcher(words[0]).matches();
            boolean isIpv6 = words[0].contains(":") && IPV6.matcher(words[0]).matches();
            if (isIpv4 || isIpv6) {
                lines.add(new HostsLine(
                        words[0],
                        isIpv4 ? DnsRecord.A : DnsRecord.AAAA,
                        Arrays.stream(words).skip(1).map(HostsLine::normal).toList()));
            }
        });
        return lines;
    }

    boolean answersFor(String name) {
        return names.contains(normal(name));
    }

    private static String normal(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
