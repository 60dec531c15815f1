// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.port;

import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.model.value.IpAddress;
import dev.homelab.model.value.PortMapping;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A port of a host that something listens at.
 *
 * @param address the address of the host without brackets, in its usual spelling; empty for all of both families
 * @param number from 1 to 65535
 * @param protocol {@code tcp} or {@code udp}
 */
public record HostPort(String address, int number, String protocol) {

    public HostPort {
        address = IpAddress.normal(IpAddress.bare(address));
    }

    /** Returns the ports that a Compose file of ours publishes. */
    public static List<HostPort> of(YamlDocument file) {
        return file.root()
                .path("services")
                .valueStream()
                .flatMap(service -> service.path("ports").valueStream())
                .map(port -> PortMapping.of(port.asText()))
                .filter(PortMapping::isFixed) // Docker chooses none that is taken
                .flatMap(port -> IntStream.rangeClosed(port.hostPort(), port.lastHostPort())
                        .mapToObj(number -> new HostPort(port.address(), number, port.protocol())))
                .toList();
    }

    public static HostPort of(Listener listener) {
        return new HostPort(listener.address(), listener.port(), listener.protocol());
    }

    /** Returns whether only one of the two can be had. */
    public boolean clashesWith(HostPort other) {
        return IpAddress.meet(address, other.address) && number == other.number && protocol.equals(other.protocol);
    }

    @Override
    public String toString() {
        return number + "/" + protocol;
    }
}
