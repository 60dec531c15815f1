// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.Patterns;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.Optional;

/**
 * How a volume of a service is kept: by another name than its project gives it, so that data that is there already is used, or
 * somewhere else than in Docker's own folder. One that exists is never changed.
 *
 * @param name on the host; {@code PROJECT_VOLUME} when absent
 * @param external whether it is created outside of homelab; it must exist before the service starts
 * @param driver the plugin that keeps its data; {@code local} when absent
 * @param options options of the driver, such as {@code type}, {@code o} and {@code device} of a share or folder that {@code local} mounts
 * @param labels labels for other programs to read
 */
public record Volume(
        Optional<
                        @Pattern(
                                regexp = "^[a-zA-Z0-9][a-zA-Z0-9_.-]*$",
                                message = "must be the name of a volume, such as media_config")
                        String>
                name,
        Optional<Boolean> external,
        Optional<@Pattern(regexp = "^[^\\s,]+$", message = "must be the name of a plugin, such as local") String>
                driver,
        Map<
                        @Pattern(regexp = Network.OPTION, message = "must be an option of the driver, such as device")
                        String,
                        @NotNull(message = "must have a value, such as nfs") String>
                options,
        Map<
                        @Pattern(regexp = Patterns.LABEL, message = Patterns.LABEL_MESSAGE) String,
                        @NotNull(message = "must have a value, in quotes if it is to be empty, such as web") String>
                labels) {

    public Volume {
        options = NullTolerant.of(options);
        labels = NullTolerant.of(labels);
    }

    @JsonIgnore
    @AssertTrue(message = "must have a name if it is external, such as {name: media_config, external: true}")
    public boolean isEitherNamedOrOwn() {
        return name.isPresent() || !external.orElse(false);
    }

    @JsonIgnore
    @AssertTrue(
            message =
                    "must have no driver, options or labels if it is external, such as {name: media_config, external: true}")
    public boolean isEitherExternalOrDescribed() {
        return !external.orElse(false) || (driver.isEmpty() && options.isEmpty() && labels.isEmpty());
    }
}
