// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.container.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects what a {@link Network} is to be. */
public final class NetworkBuilder {

    private final Map<String, String> options = new LinkedHashMap<>();
    private Optional<Network.Driver> driver = Optional.empty();
    private Optional<String> parent = Optional.empty();
    private Optional<String> subnet = Optional.empty();
    private Optional<String> gateway = Optional.empty();
    private Optional<String> ipRange = Optional.empty();
    private Optional<String> subnetV6 = Optional.empty();
    private Optional<String> gatewayV6 = Optional.empty();
    private Optional<Boolean> internal = Optional.empty();
    private Optional<Boolean> ipv6 = Optional.empty();
    private Optional<Boolean> external = Optional.empty();

    NetworkBuilder() {}

    public NetworkBuilder driver(Network.Driver kind) {
        driver = Optional.of(kind);
        return this;
    }

    /** Names the interface of the host that a macvlan or ipvlan network is reached through. */
    public NetworkBuilder parent(String hostInterface) {
        parent = Optional.of(hostInterface);
        return this;
    }

    public NetworkBuilder subnet(String range) {
        subnet = Optional.of(range);
        return this;
    }

    public NetworkBuilder gateway(String address) {
        gateway = Optional.of(address);
        return this;
    }

    public NetworkBuilder ipRange(String range) {
        ipRange = Optional.of(range);
        return this;
    }

    public NetworkBuilder subnetV6(String range) {
        subnetV6 = Optional.of(range);
        return this;
    }

    public NetworkBuilder gatewayV6(String address) {
        gatewayV6 = Optional.of(address);
        return this;
    }

    public NetworkBuilder internal(boolean value) {
        internal = Optional.of(value);
        return this;
    }

    public NetworkBuilder ipv6(boolean value) {
        ipv6 = Optional.of(value);
        return this;
    }

    /** Sets an option of the driver. */
    public NetworkBuilder option(String name, String value) {
        options.put(name, value);
        return this;
    }

    public NetworkBuilder external(boolean value) {
        external = Optional.of(value);
        return this;
    }

    Network build() {
        return new Network(
                driver, parent, subnet, gateway, ipRange, subnetV6, gatewayV6, internal, ipv6, options, external);
    }
}
