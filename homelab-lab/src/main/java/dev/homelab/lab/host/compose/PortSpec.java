// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One published port of a service.
 *
 * @param address the address of the host it listens on, {@code 0.0.0.0} for all
 * @param published the port of the host; 0 until the engine has chosen one
 * @param target the port of the container
 * @param protocol {@code tcp} or {@code udp}
 */
public record PortSpec(String address, int published, int target, String protocol) {

    private static final Pattern SHORT = Pattern.compile(
            "(?:(\\[[0-9a-fA-F:.]+]|[0-9]+(?:\\.[0-9]+){3}):)?(?:(?:(\\d+)(?:-(\\d+))?)?:)?(\\d+)(?:-(\\d+))?(?:/(tcp|udp))?");

    /**
     * Reads the short or the long syntax, a port each of a range.
     *
     * @throws ComposeException when it is neither
     */
    public static List<PortSpec> read(JsonNode node) {
        return node.isObject() ? List.of(readLong(node)) : readShort(node.asText());
    }

    /** Returns the same, at the port of the host that the engine has chosen. */
    public PortSpec at(int port) {
        return new PortSpec(address, port, target, protocol);
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

    private static List<PortSpec> readShort(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (!matcher.matches()) {
            throw new ComposeException(15, "invalid containerPort: " + text);
        }
        String address = matcher.group(1) == null ? "0.0.0.0" : matcher.group(1);
        String protocol = matcher.group(6) == null ? "tcp" : matcher.group(6);
        int first = port(matcher.group(4));
        int last = matcher.group(5) == null ? first : port(matcher.group(5));
        int from = matcher.group(2) == null ? 0 : port(matcher.group(2));
        int to = matcher.group(3) == null ? from : port(matcher.group(3));
        boolean isChosen = from == 0 || (to > from && first == last);
        if (!isChosen && to - from != last - first) {
            throw new ComposeException(15, "invalid ranges specified for container and host Ports: " + text);
        }
        return IntStream.rangeClosed(first, last)
                .mapToObj(target -> new PortSpec(address, isChosen ? 0 : from + target - first, target, protocol))
                .toList();
    }

    private static PortSpec readLong(JsonNode node) {
        String address = node.path("host_ip").asText("0.0.0.0");
        String protocol = node.path("protocol").asText("tcp");
        int target = port(node.path("target").asText());
        int published =
                node.hasNonNull("published") ? port(node.get("published").asText()) : 0;
        return new PortSpec(address, published, target, protocol);
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65535) {
            throw new ComposeException(15, "invalid hostPort: " + text);
        }
        return Integer.parseInt(text);
    }
}
