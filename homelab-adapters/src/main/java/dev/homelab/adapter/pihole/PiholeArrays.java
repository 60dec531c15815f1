// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a Pi-hole keeps of local DNS, below {@code dns} in its configuration. What an environment variable forces, nobody can
 * change through the API.
 *
 * @param hosts the lines of {@code dns.hosts}
 * @param areHostsForced whether an environment variable sets those
 * @param cnameRecords the lines of {@code dns.cnameRecords}
 * @param areAliasesForced whether an environment variable sets these
 */
record PiholeArrays(List<String> hosts, boolean areHostsForced, List<String> cnameRecords, boolean areAliasesForced) {

    static final String HOSTS = "hosts";
    static final String ALIASES = "cnameRecords";

    /** Reads the detailed form of {@code dns}. */
    static PiholeArrays of(JsonNode dns) {
        JsonNode hosts = dns.path(HOSTS);
        JsonNode aliases = dns.path(ALIASES);
        return new PiholeArrays(lines(hosts), isForced(hosts), lines(aliases), isForced(aliases));
    }

    /** Returns whether both arrays are there: Pi-hole answers 200 and nothing where it does not know what was asked for. */
    static boolean areIn(JsonNode dns) {
        return dns.at("/hosts/value").isArray() && dns.at("/cnameRecords/value").isArray();
    }

    private static List<String> lines(JsonNode array) {
        return StreamSupport.stream(array.path("value").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static boolean isForced(JsonNode array) {
        return array.at("/flags/env_var").asBoolean();
    }
}
