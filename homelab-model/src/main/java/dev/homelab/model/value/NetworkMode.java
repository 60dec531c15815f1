// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * Whose network a container uses, when it has none of its own.
 *
 * @param value {@code host}, {@code none}, {@code container:NAME} for another container of the same service, or
 *     {@code service:NAME} for the container of another service, such as a VPN
 */
public record NetworkMode(
        @JsonValue
        @NotNull(message = "must not be empty, such as host")
        @Pattern(
                regexp = NetworkMode.FORM,
                message = "must be host, none, container:NAME or service:NAME, such as container:vpn")
        String value)
        implements Comparable<NetworkMode> {

    static final String FORM = "^(host|none|container:[a-z0-9][a-z0-9_.-]*|service:[a-z]([a-z0-9-]{0,61}[a-z0-9])?)$";

    private static final String CONTAINER = "container:";
    private static final String SERVICE = "service:";

    @JsonCreator
    public static NetworkMode of(String value) {
        return new NetworkMode(value);
    }

    /** Returns whether it is the host's network, so that every port the container opens is one of the host. */
    public boolean isHost() {
        return value.equals("host");
    }

    /** Returns the container of the same service whose network it is. */
    public Optional<String> container() {
        return after(CONTAINER);
    }

    /** Returns the other service whose network it is. */
    public Optional<String> service() {
        return after(SERVICE);
    }

    private Optional<String> after(String prefix) {
        return value.startsWith(prefix) ? Optional.of(value.substring(prefix.length())) : Optional.empty();
    }

    @Override
    public int compareTo(NetworkMode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
