// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.container.JoinedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects how a container is in a network. */
public final class JoinedNetworkBuilder {

    private final List<String> aliases = new ArrayList<>();
    private Optional<String> address = Optional.empty();
    private Optional<String> addressV6 = Optional.empty();

    JoinedNetworkBuilder() {}

    /** Adds a name by which others in the network find it. */
    public JoinedNetworkBuilder alias(String name) {
        aliases.add(name);
        return this;
    }

    public JoinedNetworkBuilder address(String ipv4) {
        address = Optional.of(ipv4);
        return this;
    }

    public JoinedNetworkBuilder addressV6(String ipv6) {
        addressV6 = Optional.of(ipv6);
        return this;
    }

    JoinedNetwork build() {
        return new JoinedNetwork(aliases, address, addressV6);
    }
}
