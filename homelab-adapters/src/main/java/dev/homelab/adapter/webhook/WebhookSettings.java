// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.webhook;

import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Optional;

/**
 * A request to any server, made by POST.
 *
 * @param url the address, which is a secret
 * @param headers values of headers, which are secrets, such as a token
 * @param contentType of the template; application/json when absent
 * @param template the body, in which {@code ${homelab}}, {@code ${run}}, {@code ${level}}, {@code ${title}} and {@code ${text}}
 *     are replaced; in JSON they stand within quotes. JSON with all five when absent
 */
public record WebhookSettings(
        @NotNull(message = "is required, such as env:WEBHOOK_URL") @Valid
        SecretRef url,

        Map<
                        @Pattern(regexp = HEADER, message = "must be the name of a header, such as Authorization")
                        String,
                        @NotNull(message = "must not be empty, such as env:WEBHOOK_TOKEN") @Valid SecretRef>
                headers,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as text/plain") String>
                contentType,
        Optional<
                        @Size(
                                min = 1,
                                max = 10_000,
                                message = "must have from 1 to 10,000 characters, such as one line of JSON")
                        String>
                template) {

    static final String HEADER = "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$";
    private static final String JSON = "application/json";

    public WebhookSettings {
        headers = NullTolerant.of(headers);
    }

    String contentTypeOrJson() {
        return contentType.orElse(JSON);
    }
}
