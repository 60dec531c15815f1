// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import dev.homelab.model.pattern.NamesAlone;
import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.Patterns;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;

/**
 * How a container is in a network.
 *
 * @param aliases names by which others in it find the container, beside its name in the service
 * @param address its IPv4 address in it, which the subnet of the network has to be written for; Docker's choice when absent
 * @param addressV6 its IPv6 address in it, by the same rule
 */
@NamesAlone
public record JoinedNetwork(
        List<
                        @NotNull(message = "must not be empty, such as films")
                        @Pattern(regexp = Container.HOST, message = "must be a hostname, such as films") String>
                aliases,
        Optional<@Pattern(regexp = Patterns.ADDRESS_V4, message = "must be an IPv4 address, such as 192.0.2.7") String>
                address,
        Optional<@Pattern(regexp = Patterns.ADDRESS_V6, message = "must be an IPv6 address, such as fd00:30::7") String>
                addressV6) {

    /** In a network with nothing more to say. */
    public static final JoinedNetwork PLAIN = new JoinedNetwork(List.of(), Optional.empty(), Optional.empty());

    public JoinedNetwork {
        aliases = NullTolerant.of(aliases);
    }
}
