// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import dev.homelab.model.name.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Optional;

/**
 * What the inventory says of a Pi-hole.
 *
 * @param url where its web interface is, without {@code /admin} and {@code /api}
 * @param password the password of that, or an application password that may write
 * @param dnsPort where it answers DNS queries; 53 when absent
 */
public record PiholeSettings(
        @NotNull(message = "is required, such as http://192.0.2.53")
        URI url,

        @NotNull(message = "is required, such as env:PIHOLE_PASSWORD") @Valid
        SecretRef password,

        Optional<
                        @Min(value = 1, message = "must be from 1 to 65535, such as 53")
                        @Max(value = 65535, message = "must be from 1 to 65535, such as 53") Integer>
                dnsPort) {

    private static final int DNS_PORT = 53;

    int port() {
        return dnsPort.orElse(DNS_PORT);
    }
}
