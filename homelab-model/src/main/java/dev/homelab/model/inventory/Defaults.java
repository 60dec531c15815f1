// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.Patterns;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What counts for every service that says nothing else.
 *
 * @param timeZone the variable {@code TZ} of containers that have none
 * @param networks the shared networks of containers that a route leads to
 * @param labels labels of every container; its own win over these
 * @param middlewares those of routes that name none
 */
public record Defaults(
        Optional<
                        @Pattern(
                                regexp = "^[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+){0,8}$",
                                message = "must be a time zone, such as Europe/London")
                        String>
                timeZone,
        List<
                        @NotNull(message = "must not be empty, such as proxy")
                        @Pattern(regexp = Patterns.NETWORK, message = Patterns.NETWORK_MESSAGE) String>
                networks,
        Map<
                        @Pattern(regexp = Patterns.LABEL, message = Patterns.LABEL_MESSAGE) String,
                        @NotNull(message = "must have a value, in quotes if it is to be empty, such as web") String>
                labels,
        List<
                        @NotNull(message = "must not be empty, such as secure-headers")
                        @Pattern(
                                regexp = Patterns.PROXY_NAME,
                                message = "must be a name at the proxy, such as secure-headers")
                        String>
                middlewares) {

    /** Nothing that counts for all. */
    public static final Defaults NONE = new Defaults(Optional.empty(), List.of(), Map.of(), List.of());

    public Defaults {
        networks = NullTolerant.of(networks);
        labels = NullTolerant.of(labels);
        middlewares = NullTolerant.of(middlewares);
    }
}
