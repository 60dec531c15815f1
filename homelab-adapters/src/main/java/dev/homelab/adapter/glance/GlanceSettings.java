// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Optional;

/**
 * The section of a target of kind {@code glance}.
 *
 * @param host the machine it runs on, as named in the inventory
 * @param directory the folder on that machine with {@code glance.yml}
 * @param url where people see it; asked whether it answers and shows the tiles, and shown in messages
 * @param validate what validates {@code glance.yml} on that machine, as typed there; Glance is not asked when absent
 */
public record GlanceSettings(
        @NotBlank(message = "is required, such as proxy") String host,

        @NotBlank(message = "is required, such as /opt/glance/config")
        @Pattern(regexp = "^/\\S*$", message = "must be a folder from the root on, such as /opt/glance/config")
        String directory,

        Optional<URI> url,
        Optional<
                        @Pattern(
                                regexp = "^\\S+( \\S+){0,64} --config \\S*/glance\\.yml config:validate$",
                                message =
                                        "must be a command that ends in --config FOLDER/glance.yml config:validate, such as"
                                                + " docker exec glance /app/glance --config /app/config/glance.yml"
                                                + " config:validate")
                        String>
                validate) {}
