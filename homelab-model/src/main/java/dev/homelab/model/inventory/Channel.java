// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/**
 * One way by which notifications of runs are sent.
 *
 * @param key the key under {@code notify:}, such as discord
 * @param settings everything below it, as the record of its kind
 */
public record Channel(
        String key,

        @NotNull(message = "must not be empty, such as {webhook: env:DISCORD_WEBHOOK}") @Valid
        Record settings) {}
