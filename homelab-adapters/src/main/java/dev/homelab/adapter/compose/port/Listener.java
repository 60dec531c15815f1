// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.port;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that listens on a host, as {@code ss} of iproute2 shows it.
 *
 * @param address the address it listens at; empty for all
 * @param port from 1 to 65535
 * @param protocol {@code tcp} or {@code udp}
 * @param program its name; empty if the user may not know, which is so for programs of others unless the user is root
 */
public record Listener(String address, int port, String protocol, Optional<String> program) {

    // udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:* users:(("systemd-resolve",pid=612,fd=13))
    private static final Pattern LINE = Pattern.compile(
            "(tcp|udp)\\s++\\S++\\s++\\d++\\s++\\d++\\s++(\\S{1,64}?)(?:%\\S{1,64})?:(\\d{1,5})\\s++\\S++"
                    + "(?:\\s++users:\\(\\(\"([^\"]*+)\".*+)?\\s*+");

    /** Lists all of them. Part of iproute2; a host without it answers with exit code 127. */
    public static List<String> command() {
        return List.of("ss", "-H", "-l", "-n", "-t", "-u", "-p");
    }

    /** Reads what {@link #command} printed. */
    public static List<Listener> parse(String output) {
        return output.lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Listener(
                        line.group(2).equals("*") ? "" : line.group(2),
                        Integer.parseInt(line.group(3)),
                        line.group(1),
                        Optional.ofNullable(line.group(4))))
                .toList();
    }
}
