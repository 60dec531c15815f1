// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One published port of a service.
 *
 * @param address the address of the host it listens on, {@code 0.0.0.0} for all
 * @param published the port of the host
 * @param target the port of the container
 * @param protocol {@code tcp} or {@code udp}
 */
public record PortSpec(String address, int published, int target, String protocol) {

    private static final Pattern SHORT =
            Pattern.compile("(?:(\\[[0-9a-fA-F:]+]|[0-9]+(?:\\.[0-9]+){3}):)?(?:(\\d+):)?(\\d+)(?:/(tcp|udp))?");

    /**
     * Reads the short or the long syntax; empty when the container's port is exposed without a fixed port of the host.
     *
     * @throws ComposeException when it is neither
     */
    public static Optional<PortSpec> read(JsonNode node) {
        return node.isObject() ? readLong(node) : readShort(node.asText());
    }

    public boolean isTcp() {
        return protocol.equals("tcp");
    }

    /** Returns whether both want the same port of the same host. */
    public boolean clashesWith(PortSpec other) {
        return published == other.published
                && protocol.equals(other.protocol)
                && (isEverywhere() || other.isEverywhere() || address.equals(other.address));
    }

    public boolean isEverywhere() {
        return address.equals("0.0.0.0") || address.equals("[::]");
    }

    /** The way {@code docker ps} prints it: {@code 0.0.0.0:8096->8096/tcp}. */
    @Override
    public String toString() {
        return address + ":" + published + "->" + target + "/" + protocol;
    }

    private static Optional<PortSpec> readShort(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (!matcher.matches()) {
            throw new ComposeException(15, "invalid containerPort: " + text);
        }
        String address = matcher.group(1) == null ? "0.0.0.0" : matcher.group(1);
        String protocol = matcher.group(4) == null ? "tcp" : matcher.group(4);
        int target = port(matcher.group(3));
        return Optional.ofNullable(matcher.group(2)).map(p -> new PortSpec(address, port(p), target, protocol));
    }

    private static Optional<PortSpec> readLong(JsonNode node) {
        String address = node.path("host_ip").asText("0.0.0.0");
        String protocol = node.path("protocol").asText("tcp");
        int target = port(node.path("target").asText());
        return node.hasNonNull("published")
                ? Optional.of(new PortSpec(address, port(node.get("published").asText()), target, protocol))
                : Optional.empty();
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw new ComposeException(15, "invalid hostPort: " + text);
        }
        return Integer.parseInt(text);
    }
}
