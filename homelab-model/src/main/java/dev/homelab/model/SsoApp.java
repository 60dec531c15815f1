// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.Set;

/**
 * Who has to sign in before a service answers.
 *
 * @param kind how the sign-in reaches the service
 * @param groups who may pass, by group at the identity provider; empty for everyone who can sign in
 */
public record SsoApp(
        @NotNull(message = "is required, such as forward-auth")
        Kind kind,

        Set<@NotBlank(message = "must not be empty, such as family") String> groups) {

    /** The ways a sign-in can reach a service. */
    public enum Kind {
        /** The proxy asks the identity provider before it lets a request through; the service knows nothing of it. */
        @JsonProperty("forward-auth")
        FORWARD_AUTH
    }

    public SsoApp {
        groups = Copies.of(groups);
    }
}
