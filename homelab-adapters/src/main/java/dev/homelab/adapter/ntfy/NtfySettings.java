// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.ntfy;

import dev.homelab.model.value.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Optional;

/**
 * A topic on a server of ntfy.
 *
 * @param url where the server is; https://ntfy.sh when absent
 * @param topic its name, which is a secret: on a server without users, it is all that is needed to read along
 * @param token an access token that may write to the topic, if the server asks for one
 */
public record NtfySettings(
        Optional<URI> url,

        @NotNull(message = "is required, such as env:NTFY_TOPIC") @Valid
        SecretRef topic,

        Optional<@Valid SecretRef> token) {

    private static final URI PUBLIC = URI.create("https://ntfy.sh");

    URI urlOrPublic() {
        return url.orElse(PUBLIC);
    }
}
