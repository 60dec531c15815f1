// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * A volume that goes by another name on its host than the project gives it, so that data that is there already is used.
 *
 * @param name on the host; {@code PROJECT_VOLUME} when absent
 * @param external whether it is created outside of homelab; it must exist before the service starts
 */
public record Volume(
        Optional<
                        @Pattern(
                                regexp = "^[a-zA-Z0-9][a-zA-Z0-9_.-]*$",
                                message = "must be the name of a volume, such as media_config")
                        String>
                name,
        Optional<Boolean> external) {

    @JsonIgnore
    @AssertTrue(message = "must have a name if it is external, such as {name: media_config, external: true}")
    public boolean isEitherNamedOrOwn() {
        return name.isPresent() || !external.orElse(false);
    }
}
