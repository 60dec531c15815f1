// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Optional;

/**
 * The section of a target of kind {@code swarm}.
 *
 * @param host a manager of the Swarm, as named in the inventory; services that name it run in the Swarm
 * @param placement which containers stay on the node of that host: all of them, or those that keep data there; {@code host} when
 *     absent
 * @param waitSeconds how long a service may take until all of its tasks run; 300 when absent
 */
public record SwarmSettings(
        @NotBlank(message = "is required, such as nas") String host,
        Optional<Placement> placement,

        Optional<
                        @Min(value = 1, message = "must be from 1 to 3600, such as 300")
                        @Max(value = 3600, message = "must be from 1 to 3600, such as 300") Integer>
                waitSeconds) {

    private static final int DEFAULT_WAIT_SECONDS = 300;

    Duration patience() {
        return Duration.ofSeconds(waitSeconds.orElse(DEFAULT_WAIT_SECONDS));
    }

    Placement place() {
        return placement.orElse(Placement.HOST);
    }

    /** Which containers stay on the node of the host. */
    public enum Placement {
        /** All of them. */
        @JsonProperty("host")
        HOST,
        /** Those with volumes or folders of the node; the Swarm chooses where others run. */
        @JsonProperty("data")
        DATA
    }
}
