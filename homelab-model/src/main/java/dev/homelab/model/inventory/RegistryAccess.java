// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import dev.homelab.model.value.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * How hosts sign in to a registry of images that asks who one is.
 *
 * @param user whom the registry knows
 * @param password the user's password or, better, a token that may only read
 */
public record RegistryAccess(
        @NotNull(message = "is required, such as homelab")
        @Pattern(regexp = "^[^\\s:]+$", message = "must be without spaces and colons, such as homelab")
        String user,

        @NotNull(message = "is required, such as env:GHCR_TOKEN") @Valid
        SecretRef password) {

    /**
     * The form of a registry as it stands before the first slash of an image: a host that has a dot or a port, or
     * {@code localhost}. Docker Hub has one name alone, {@code docker.io}, which images omit.
     */
    static final String FORM =
            "^(?!.*\\.docker\\.(io|com)$)" + "(localhost|[a-z0-9-]+(\\.[a-z0-9-]+){1,64}|[a-z0-9-]+(?=:))(:\\d{1,5})?$";
}
