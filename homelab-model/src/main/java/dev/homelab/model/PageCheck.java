// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.model.pattern.Patterns;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.Optional;

/**
 * What a page of a service must answer to a visitor, before a run counts as done.
 *
 * @param path asked through the proxy, under the service's first hostname
 * @param status the HTTP status it must have; any success or redirect when absent
 * @param contains text the answer must hold; none when absent
 */
public record PageCheck(
        @NotNull(message = "is required, such as /health")
        @Pattern(regexp = "^/\\S*$", message = "must be a path, such as /health")
        String path,

        Optional<
                        @Min(value = 100, message = "must be an HTTP status, such as 200")
                        @Max(value = 599, message = "must be an HTTP status, such as 200") Integer>
                status,
        Optional<@Pattern(regexp = Patterns.TEXT, message = "must not be empty, such as pong") String> contains) {}
