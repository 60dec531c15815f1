// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import java.util.List;

/**
 * What a Pi-hole keeps of local DNS, below {@code dns} in its configuration.
 *
 * @param hosts the lines of {@code dns.hosts}
 * @param cnameRecords the lines of {@code dns.cnameRecords}
 * @param areAliasesForced whether an environment variable keeps everybody from changing {@code dns.cnameRecords}
 */
record PiholeArrays(List<String> hosts, List<String> cnameRecords, boolean areAliasesForced) {

    static final String HOSTS = "hosts";
    static final String ALIASES = "cnameRecords";
}
