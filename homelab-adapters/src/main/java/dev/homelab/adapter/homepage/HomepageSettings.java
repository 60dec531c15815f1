// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Optional;

/**
 * The section of a target of kind {@code homepage}.
 *
 * @param host the machine it runs on, as named in the inventory
 * @param directory the folder on that machine with {@code services.yaml}, from the root on
 * @param url where people see it, from where homelab runs, too; asked whether it shows the tiles; not asked when absent
 */
public record HomepageSettings(
        @NotBlank(message = "is required, such as proxy") String host,

        @NotBlank(message = "is required, such as /opt/homepage/config")
        @Pattern(regexp = "^/\\S*$", message = "must be a folder from the root on, such as /opt/homepage/config")
        String directory,

        Optional<URI> url) {}
