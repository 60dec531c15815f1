// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static java.util.stream.Collectors.joining;

import dev.homelab.provision.Resource;
import java.util.List;

/**
 * One name in a Pi-hole's local DNS, with everything it answers.
 *
 * @param hostname in lower case; people's names may be of one label only
 * @param lines of {@code dns.hosts}, sorted, each once: {@code ADDRESS NAME}, ours without our mark, people's byte for
 *     byte, their comments included
 */
public record HostRecord(String hostname, List<String> lines) implements Resource {

    public HostRecord {
        lines = lines.stream().distinct().sorted().toList();
    }

    @Override
    public String key() {
        return hostname;
    }

    @Override
    public String summary() {
        return hostname + " -> "
                + lines.stream().map(line -> new HostLine(line).address()).collect(joining(", "));
    }
}
