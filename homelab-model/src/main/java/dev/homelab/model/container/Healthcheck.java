// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.homelab.model.pattern.NullTolerant;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Optional;

/**
 * How Docker finds out, inside the container, whether it works.
 *
 * @param http the path that answers when the container is healthy; asked with {@code wget} or {@code curl}, whichever the image has
 * @param port the container port that {@code http} is asked at
 * @param command run instead, for a container that speaks no HTTP; exit code 0 means well
 * @param interval time between two checks, such as {@code 10s}
 * @param timeout time one check may take
 * @param retries failures in a row until it counts as unhealthy
 * @param startPeriod time after the start in which failures do not count
 */
public record Healthcheck(
        Optional<@Pattern(regexp = "^/[^\\s'\"]*$", message = "must be a path, such as /health") String> http,
        Optional<
                        @Min(value = 1, message = "must be from 1 to 65535, such as 8096")
                        @Max(value = 65535, message = "must be from 1 to 65535, such as 8096") Integer>
                port,
        List<@NotNull(message = "must not be empty, such as pg_isready") String> command,
        Optional<@Pattern(regexp = Healthcheck.TIME, message = Healthcheck.TIME_MESSAGE) String> interval,
        Optional<@Pattern(regexp = Healthcheck.TIME, message = Healthcheck.TIME_MESSAGE) String> timeout,
        Optional<@Min(value = 1, message = "must be at least 1, such as 3") Integer> retries,
        Optional<@Pattern(regexp = Healthcheck.TIME, message = Healthcheck.TIME_MESSAGE) String> startPeriod) {

    static final String TIME = "^(?=.{2,40}$)([0-9]+(ms|s|m|h))+$";
    static final String TIME_MESSAGE = "must be a time with its unit, such as 10s";

    public Healthcheck {
        command = NullTolerant.of(command);
    }

    @JsonIgnore
    @AssertTrue(message = "must be either http with port or command, such as {http: /health, port: 8096}")
    public boolean isEitherHttpOrCommand() {
        boolean asksHttp = http.isPresent() && port.isPresent();
        boolean mixed = !command.isEmpty() && (http.isPresent() || port.isPresent());
        return !mixed && asksHttp == command.isEmpty();
    }
}
