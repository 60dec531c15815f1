// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.files;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * The section of a target of kind {@code files}.
 *
 * @param host the machine with the web server, as named in the inventory
 * @param directory the folder on that machine that the web server serves
 * @param forEveryone whether addresses, ports, definitions and references to secrets are omitted; false
 *     when absent
 */
public record FilesSettings(
        @NotBlank(message = "is required, such as proxy") String host,

        @NotBlank(message = "is required, such as /srv/www/homelab")
        @Pattern(regexp = "^/\\S*$", message = "must be a folder from the root on, such as /srv/www/homelab")
        String directory,

        @JsonProperty("public") Optional<Boolean> forEveryone) {

    /** Returns whether the pages are for everyone to read. */
    public boolean isPublic() {
        return forEveryone.orElse(false);
    }
}
