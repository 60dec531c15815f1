// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.adapter.support.http.Timeouts;
import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.IpAddress;
import dev.homelab.model.value.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Optional;

/**
 * What the inventory says of a Pi-hole.
 *
 * @param url where its web interface is, without {@code /admin} and {@code /api}
 * @param password the password of that, or an application password that may write
 * @param dnsPort where it answers DNS queries; 53 when absent
 * @param dnsHost the name or address where it answers DNS queries, if {@code url} leads to a proxy; the host of {@code url} when
 *     absent
 * @param ca a PEM file on the machine that runs this, with the authority to trust at {@code url}; the system's when absent
 * @param timeouts how long to wait for it
 */
public record PiholeSettings(
        @NotNull(message = "is required, such as http://192.0.2.53")
        URI url,

        @NotNull(message = "is required, such as env:PIHOLE_PASSWORD") @Valid
        SecretRef password,

        Optional<
                        @Min(value = 1, message = "must be from 1 to 65535, such as 53")
                        @Max(value = 65535, message = "must be from 1 to 65535, such as 53") Integer>
                dnsPort,
        Optional<@Pattern(regexp = Patterns.HOST, message = "must be a name or address, such as 192.0.2.53") String>
                dnsHost,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as /etc/ssl/home-ca.pem") String>
                ca,
        Optional<@Valid Timeouts> timeouts) {

    private static final int DNS_PORT = 53;

    /** Returns where it answers DNS queries. */
    String server() {
        String host = dnsHost.orElse(url.getHost());
        return IpAddress.inUrl(IpAddress.bare(host));
    }

    Timeouts timeoutsOrUsual() {
        return timeouts.orElse(Timeouts.usual());
    }

    int port() {
        return dnsPort.orElse(DNS_PORT);
    }
}
