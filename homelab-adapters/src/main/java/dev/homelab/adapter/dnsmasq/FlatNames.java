// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.dnsmasq;

import dev.homelab.adapter.support.name.WantedName;
import dev.homelab.adapter.support.name.WantedNames;
import dev.homelab.model.Catalog;
import dev.homelab.model.value.Hostname;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of a catalog without aliases: one that is an alias has the addresses of the name that it stands for. Pure. */
final class FlatNames {

    private final Map<Hostname, WantedName> names;

    FlatNames(Catalog catalog) {
        this.names = WantedNames.all(catalog);
    }

    /** Returns those that have an address. */
    Map<Hostname, WantedName> all() {
        Map<Hostname, WantedName> flat = new HashMap<>();
        names.keySet().forEach(hostname -> {
            List<String> addresses = addresses(hostname);
            if (!addresses.isEmpty()) {
                flat.put(hostname, new WantedName(hostname, addresses, Optional.empty()));
            }
        });
        return flat;
    }

    /** Returns the addresses that a name leads to at last; none for an alias of a name that no service has. */
    List<String> addresses(Hostname hostname) {
        Set<Hostname> seen = new HashSet<>();
        Optional<WantedName> at = Optional.ofNullable(names.get(hostname));
        while (at.flatMap(WantedName::alias).isPresent() && seen.add(at.get().hostname())) {
            at = at.flatMap(WantedName::alias).map(names::get);
        }
        return at.map(WantedName::addresses).orElse(List.of());
    }
}
