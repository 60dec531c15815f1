// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.gotify;

import dev.homelab.model.value.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;

/**
 * An application on a server of Gotify.
 *
 * @param url where the server is
 * @param token the token of the application, which is a secret
 */
public record GotifySettings(
        @NotNull(message = "is required, such as https://gotify.home.arpa")
        URI url,

        @NotNull(message = "is required, such as env:GOTIFY_TOKEN") @Valid
        SecretRef token) {}
