// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.rfc2136;

import dev.homelab.model.pattern.Patterns;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * What the inventory says of a DNS server that takes dynamic updates.
 *
 * @param server the name or address of the primary server of the zone
 * @param port where it answers; 53 when absent
 * @param zone the zone that names are kept in
 * @param key what signs updates and transfers
 * @param ttl for how many seconds others may remember an answer; 300 when absent
 */
public record Rfc2136Settings(
        @NotNull(message = "is required, such as 192.0.2.53")
        @Pattern(regexp = Patterns.HOST, message = "must be a name or address, such as 192.0.2.53")
        String server,

        Optional<
                        @Min(value = 1, message = "must be from 1 to 65535, such as 53")
                        @Max(value = 65535, message = "must be from 1 to 65535, such as 53") Integer>
                port,

        @NotNull(message = "is required, such as home.arpa")
        @Pattern(
                regexp =
                        "^(?=.{1,200}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.){0,20}[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",
                message = "must be the name of a zone in lower case, such as home.arpa")
        String zone,

        @NotNull(message = "is required, such as {name: homelab, secret: env:DNS_KEY}") @Valid
        DnsKey key,

        Optional<
                        @Min(value = 1, message = "must be from 1 to 86400, such as 300")
                        @Max(value = 86400, message = "must be from 1 to 86400, such as 300") Integer>
                ttl) {

    private static final int DNS_PORT = 53;
    private static final int USUAL_TTL = 300;

    int portOrUsual() {
        return port.orElse(DNS_PORT);
    }

    int ttlOrUsual() {
        return ttl.orElse(USUAL_TTL);
    }
}
