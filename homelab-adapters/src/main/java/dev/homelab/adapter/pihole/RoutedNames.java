// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The names that routes bring along. Pure. */
final class RoutedNames {

    private RoutedNames() {}

    /** Returns those of a service, which lead to the proxy; none without a proxy. */
    static Map<Hostname, HostRecord> of(Service service, Inventory inventory) {
        Map<Hostname, HostRecord> records = new TreeMap<>();
        for (Route route : service.routes()) {
            route.hostname()
                    .filter(hostname -> !hostname.isWildcard()) // dns.hosts has none
                    .ifPresent(
                            hostname -> inventory.proxyAddress().ifPresent(address -> add(records, hostname, address)));
        }
        return records;
    }

    /** Adds an address to those of a name. */
    static void add(Map<Hostname, HostRecord> records, Hostname hostname, String address) {
        HostRecord record = new HostRecord(hostname.value(), List.of(IpAddress.normal(address) + " " + hostname));
        records.merge(hostname, record, HostRecord::and);
    }
}
