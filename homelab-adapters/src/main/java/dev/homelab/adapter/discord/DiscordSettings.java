// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.discord;

import dev.homelab.model.value.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/**
 * A channel on Discord.
 *
 * @param webhook its webhook's address, which is a secret
 */
public record DiscordSettings(
        @NotNull(message = "is required, such as env:DISCORD_WEBHOOK") @Valid
        SecretRef webhook) {}
