// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.Hostname;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * A name in the home's DNS, beside those that routes bring with them.
 *
 * @param hostname the name to answer for
 * @param address the IPv4 or IPv6 address to answer with; the proxy's when absent, unless the name is an alias
 * @param cname the name that this one is an alias of; none when absent
 */
public record DnsRecord(
        @NotNull(message = "is required, such as nas.home.arpa") @Valid
        Hostname hostname,

        Optional<@Pattern(regexp = Patterns.ADDRESS, message = Patterns.ADDRESS_MESSAGE) String> address,
        Optional<@Valid Hostname> cname) {}
