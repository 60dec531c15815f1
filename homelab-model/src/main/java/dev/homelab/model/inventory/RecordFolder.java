// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * Where the run record lives, so that every runner finds it.
 *
 * @param value {@code HOST:/FOLDER} for a folder on a host of the inventory, otherwise a local folder
 */
public record RecordFolder(
        @JsonValue
        @NotNull(message = "is required, such as nas:/var/lib/homelab")
        @Pattern(
                regexp = "^([a-z][a-z0-9-]*:/\\S+|[^:\\s]+)$",
                message = "must be HOST:/FOLDER or a local folder, such as nas:/var/lib/homelab")
        String value) {

    @JsonCreator
    public static RecordFolder of(String value) {
        return new RecordFolder(value);
    }

    /** Returns the host the folder is on; empty for this machine. */
    public Optional<String> host() {
        int colon = value.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(value.substring(0, colon));
    }

    /** Returns the folder. */
    public String path() {
        return value.substring(value.indexOf(':') + 1);
    }
}
