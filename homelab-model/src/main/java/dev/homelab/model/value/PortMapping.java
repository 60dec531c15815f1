// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.homelab.model.pattern.Patterns;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * A container port made reachable on its host.
 *
 * @param value {@code [ADDRESS:]HOST:CONTAINER[/tcp|udp]}, as Compose writes it: an address of IPv6 is in brackets
 */
public record PortMapping(
        @JsonValue
        @NotNull(message = "is required, such as 8096:8096")
        @Pattern(
                regexp = PortMapping.FORM,
                message = "must be HOST:CONTAINER with ports from 1 to 65535, such as 8096:8096")
        String value)
        implements Comparable<PortMapping> {

    static final String FORM = "^" + Patterns.ADDRESS_BEFORE_PORT
            + "([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]):([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])(/(tcp|udp))?$";

    private static final java.util.regex.Pattern COMPILED = java.util.regex.Pattern.compile(FORM);

    @JsonCreator
    public static PortMapping of(String value) {
        return new PortMapping(value);
    }

    /** Returns whether the text has the form that the other methods read. */
    public boolean isWellFormed() {
        return COMPILED.matcher(value).matches();
    }

    /** Returns the port on the host. */
    public int hostPort() {
        String[] parts = withoutProtocol().split(":", -1);
        return Integer.parseInt(parts[parts.length - 2]);
    }

    /** Returns the port inside the container. */
    public int containerPort() {
        String text = withoutProtocol();
        return Integer.parseInt(text.substring(text.lastIndexOf(':') + 1));
    }

    /** Returns {@code tcp} or {@code udp}. */
    public String protocol() {
        return value.endsWith("/udp") ? "udp" : "tcp";
    }

    /** Returns the address of the host it listens on; empty when the definition leaves that open. */
    public String address() {
        String text = withoutProtocol();
        int end = text.lastIndexOf(':', text.lastIndexOf(':') - 1);
        return end < 0 ? "" : IpAddress.bare(text.substring(0, end));
    }

    private String withoutProtocol() {
        int slash = value.indexOf('/');
        return slash < 0 ? value : value.substring(0, slash);
    }

    @Override
    public int compareTo(PortMapping other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
