// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Optional;

/**
 * The section of a target of kind {@code compose}.
 *
 * @param host the machine, as named in the inventory; services that name it run here
 * @param root the folder that has one folder per Compose project
 * @param waitSeconds how long a service may take until all of its containers are up and healthy; 120 when absent
 */
public record ComposeSettings(
        @NotBlank(message = "is required, such as nas") String host,

        @NotBlank(message = "is required, such as /opt/stacks")
        @Pattern(
                regexp = "^(/[A-Za-z0-9._-]+){1,64}$",
                message = "must be a folder from the root on, without spaces, such as /opt/stacks")
        String root,

        Optional<
                        @Min(value = 1, message = "must be from 1 to 3600, such as 120")
                        @Max(value = 3600, message = "must be from 1 to 3600, such as 120") Integer>
                waitSeconds) {

    private static final int DEFAULT_WAIT_SECONDS = 120;

    Duration patience() {
        return Duration.ofSeconds(waitSeconds.orElse(DEFAULT_WAIT_SECONDS));
    }
}
