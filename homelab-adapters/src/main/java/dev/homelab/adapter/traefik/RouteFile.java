// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static java.util.stream.Collectors.joining;

import dev.homelab.provision.Resource;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One file of the file provider.
 *
 * @param name of the file
 * @param text without our mark
 */
public record RouteFile(String name, String text) implements Resource {

    private static final Pattern HOST = Pattern.compile("Host\\(`([^`]+)`\\)");

    @Override
    public String key() {
        return name;
    }

    @Override
    public String summary() {
        String hosts = HOST.matcher(text)
                .results()
                .map((MatchResult host) -> host.group(1))
                .distinct()
                .collect(joining(", "));
        return hosts.isEmpty() ? name : hosts;
    }
}
