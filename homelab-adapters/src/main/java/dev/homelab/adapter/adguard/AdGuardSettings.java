// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.adguard;

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
 * What the inventory says of an AdGuard Home.
 *
 * @param url where its web interface is, without {@code /control}
 * @param user the user who signs in there
 * @param password that user's password
 * @param dnsPort where it answers DNS queries; 53 when absent
 * @param dnsHost the name or address where it answers DNS queries, if {@code url} leads to a proxy; the host of {@code url} when
 *     absent
 * @param ca a PEM file on the machine that runs this, with the authority to trust at {@code url}; the system's when absent
 */
public record AdGuardSettings(
        @NotNull(message = "is required, such as http://192.0.2.53:3000")
        URI url,

        @NotNull(message = "is required, such as admin")
        @Pattern(regexp = "^[^:\\s][^:\\p{Cc}]*$", message = "must be a name without a colon, such as admin")
        String user,

        @NotNull(message = "is required, such as env:ADGUARD_PASSWORD") @Valid
        SecretRef password,

        Optional<
                        @Min(value = 1, message = "must be from 1 to 65535, such as 53")
                        @Max(value = 65535, message = "must be from 1 to 65535, such as 53") Integer>
                dnsPort,
        Optional<@Pattern(regexp = Patterns.HOST, message = "must be a name or address, such as 192.0.2.53") String>
                dnsHost,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as /etc/ssl/home-ca.pem") String>
                ca) {

    private static final int DNS_PORT = 53;

    /** Returns where it answers DNS queries. */
    String server() {
        String host = dnsHost.orElse(url.getHost());
        return IpAddress.inUrl(IpAddress.bare(host));
    }

    int port() {
        return dnsPort.orElse(DNS_PORT);
    }
}
