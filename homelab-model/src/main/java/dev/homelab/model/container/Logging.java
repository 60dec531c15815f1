// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import dev.homelab.model.pattern.NullTolerant;
import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.value.Size;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import java.util.Optional;

/**
 * Where what a container says is kept, and how much of it.
 *
 * @param driver such as {@code json-file} or {@code journald}; the one of the host's engine when absent
 * @param maxSize size at which a file is full and the next begins; known to {@code json-file} and {@code local}
 * @param maxFiles files that are kept; known to {@code json-file} and {@code local}
 * @param options further options of the driver, by the names it has for them
 */
public record Logging(
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as json-file") String> driver,
        Optional<@Valid Size> maxSize,
        Optional<@Min(value = 1, message = "must be at least 1, such as 3") Integer> maxFiles,
        Map<
                        @Pattern(
                                regexp = "^(?!max-(size|file)$)\\S+$",
                                message = "must be an option that has no key of its own, such as syslog-address")
                        String,
                        @NotNull(
                                message =
                                        "must have a value, in quotes if it is to be empty, such as udp://192.0.2.5:514")
                        String>
                options) {

    public Logging {
        options = NullTolerant.of(options);
    }
}
