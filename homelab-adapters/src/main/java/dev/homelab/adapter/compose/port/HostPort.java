// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.port;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.model.value.IpAddress;
import dev.homelab.model.value.PortMapping;
import java.util.List;
import java.util.stream.StreamSupport;

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
    public static List<HostPort> of(String text) {
        JsonNode services =
                YamlText.read(text).orElse(MissingNode.getInstance()).path("services");
        return StreamSupport.stream(services.spliterator(), false)
                .flatMap(service -> StreamSupport.stream(service.path("ports").spliterator(), false))
                .map(port -> PortMapping.of(port.asText()))
                .map(port -> new HostPort(port.address(), port.hostPort(), port.protocol()))
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
