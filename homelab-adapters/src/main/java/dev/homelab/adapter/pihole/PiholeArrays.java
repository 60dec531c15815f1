// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * What a Pi-hole keeps of local DNS, below {@code dns} in its configuration. What an environment variable forces cannot be
 * changed through the API.
 *
 * @param hosts the lines of {@code dns.hosts}
 * @param areHostsForced whether an environment variable sets those
 * @param doHostsRestart whether a change of those restarts Pi-hole, as it does since FTL has {@code dns.hostsLocal}
 * @param cnameRecords the lines of {@code dns.cnameRecords}
 * @param areAliasesForced whether an environment variable sets these
 * @param expandedDomain the domain that names without a dot answer with, too; empty if they do not
 */
record PiholeArrays(
        List<String> hosts,
        boolean areHostsForced,
        boolean doHostsRestart,
        List<String> cnameRecords,
        boolean areAliasesForced,
        Optional<String> expandedDomain) {

    static final String HOSTS = "hosts";
    static final String ALIASES = "cnameRecords";

    /** A Pi-hole that holds nothing. */
    static PiholeArrays none() {
        return new PiholeArrays(List.of(), false, false, List.of(), false, Optional.empty());
    }

    /** Reads the detailed form of {@code dns}. */
    static PiholeArrays of(JsonNode dns) {
        JsonNode hosts = dns.path(HOSTS);
        JsonNode aliases = dns.path(ALIASES);
        return new PiholeArrays(
                lines(hosts),
                isForced(hosts),
                hosts.at("/flags/restart_dnsmasq").asBoolean(),
                lines(aliases),
                isForced(aliases),
                domain(dns));
    }

    /** Returns whether both arrays are there: Pi-hole answers 200 and nothing where it does not know what was asked for. */
    static boolean areIn(JsonNode dns) {
        return dns.at("/hosts/value").isArray() && dns.at("/cnameRecords/value").isArray();
    }

    private static Optional<String> domain(JsonNode dns) {
        String name =
                dns.at("/domain/name/value").asText(dns.at("/domain/value").asText()); // the latter before 6.3
        return dns.at("/expandHosts/value").asBoolean() && !name.isEmpty() ? Optional.of(name) : Optional.empty();
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
