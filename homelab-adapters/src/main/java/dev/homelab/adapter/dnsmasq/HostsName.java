// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.dnsmasq;

import static java.util.stream.Collectors.joining;

import dev.homelab.provision.Resource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * One name in a hosts file, with all lines that answer for it.
 *
 * @param hostname in lower case; names by hand may be of one label only
 * @param lines sorted: ours {@code ADDRESS NAME} without our mark, those by hand byte for byte
 */
public record HostsName(String hostname, List<String> lines) implements Resource {

    public HostsName {
        lines = lines.stream().sorted().toList();
    }

    /** Returns a name that answers with addresses. */
    static HostsName of(String hostname, Collection<String> addresses) {
        return new HostsName(
                hostname,
                addresses.stream().map(address -> address + " " + hostname).toList());
    }

    @Override
    public String key() {
        return hostname;
    }

    @Override
    public String summary() {
        return hostname + " -> "
                + lines.stream().map(line -> HostsLine.of(line).address()).collect(joining(", "));
    }

    /** A line of several names stays as it is. */
    @Override
    public Optional<String> unadoptable() {
        return lines.stream()
                .map(HostsLine::of)
                .filter(line -> line.names().size() > 1)
                .findFirst()
                .map(line -> "the line \"%s\" answers for other names, too; give this name a line of its own first"
                        .formatted(line.text()));
    }
}
