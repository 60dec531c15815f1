// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.dns;

import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.ServiceName;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A name that a service asks for, with all that it is to answer.
 *
 * @param service the first of those that ask for it
 * @param addresses IP addresses in their usual spelling, or the name of the proxy's host if the inventory has no address of it; none
 *     for an alias
 * @param alias the name that it stands for; empty for one with addresses
 */
public record WantedName(ServiceName service, Hostname hostname, Set<String> addresses, Optional<Hostname> alias) {

    public WantedName {
        addresses = Collections.unmodifiableSet(new TreeSet<>(addresses));
    }

    /** Returns the same name with the addresses of another, too. */
    WantedName and(WantedName other) {
        Set<String> all = new TreeSet<>(addresses);
        all.addAll(other.addresses);
        return new WantedName(service, hostname, all, alias);
    }
}
