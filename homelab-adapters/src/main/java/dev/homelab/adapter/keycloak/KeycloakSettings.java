// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.keycloak;

import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Optional;

/**
 * What the inventory says of a Keycloak server.
 *
 * @param url where the server is, without {@code /realms} and {@code /admin}
 * @param realm the realm that the visitors of services are in
 * @param clientId the client that homelab signs in as, by its service account
 * @param clientSecret the secret of that client
 * @param adminRealm the realm of that client, such as {@code master}; {@code realm} when absent
 * @param ca a PEM file on the machine that runs this, with the only authority to trust at {@code url}; the system's when absent
 */
public record KeycloakSettings(
        @NotNull(message = "is required, such as https://auth.home.arpa")
        URI url,

        @NotNull(message = "is required, such as home")
        @Pattern(regexp = NAME, message = "must be the name of a realm, such as home")
        String realm,

        @NotNull(message = "is required, such as homelab")
        @Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as homelab")
        String clientId,

        @NotNull(message = "is required, such as env:KEYCLOAK_SECRET") @Valid
        SecretRef clientSecret,

        Optional<@Pattern(regexp = NAME, message = "must be the name of a realm, such as master") String> adminRealm,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as /etc/ssl/home-ca.pem") String>
                ca) {

    /** Without what an address would need escapes for. */
    private static final String NAME = "^[A-Za-z0-9._-]+$";

    String signInRealm() {
        return adminRealm.orElse(realm);
    }
}
