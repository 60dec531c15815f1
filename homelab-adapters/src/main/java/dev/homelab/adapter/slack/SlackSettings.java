// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.slack;

import dev.homelab.model.value.SecretRef;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/**
 * A channel on Slack.
 *
 * @param webhook its incoming webhook's address, which is a secret
 */
public record SlackSettings(
        @NotNull(message = "is required, such as env:SLACK_WEBHOOK") @Valid
        SecretRef webhook) {}
