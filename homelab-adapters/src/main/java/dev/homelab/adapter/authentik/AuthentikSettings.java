// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Optional;

/**
 * What the inventory says of an Authentik server.
 *
 * @param url where its web interface is, without {@code /api/v3}
 * @param token an API token of a superuser, since only superusers are shown all applications
 * @param outpost the name of the outpost that answers the proxy; the embedded one when absent
 * @param ca a PEM file on the machine that runs this, with the only authority to trust at {@code url}; the system's when absent
 */
public record AuthentikSettings(
        @NotNull(message = "is required, such as https://auth.home.arpa")
        URI url,

        @NotNull(message = "is required, such as env:AUTHENTIK_TOKEN") @Valid
        SecretRef token,

        Optional<
                        @Pattern(
                                regexp = Patterns.TEXT,
                                message = "must not be empty, such as authentik Embedded Outpost")
                        String>
                outpost,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as /etc/ssl/home-ca.pem") String>
                ca) {}
