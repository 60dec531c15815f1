// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import dev.homelab.model.name.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Optional;

/**
 * Who is told of a run.
 *
 * @param discord a channel on Discord; absent for none
 */
public record Notify(Optional<@Valid Discord> discord) {

    /**
     * A channel on Discord.
     *
     * @param webhook its webhook's address, which is a secret
     */
    public record Discord(
            @NotNull(message = "is required, such as env:DISCORD_WEBHOOK") @Valid
            SecretRef webhook) {}
}
