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
import java.util.stream.Stream;

/**
 * How Docker finds out, inside the container, whether it works.
 *
 * @param http the path that answers when the container is healthy; asked with {@code wget} or {@code curl}, whichever the image has
 * @param port the container port that {@code http} is asked at
 * @param command run instead, for a container that speaks no HTTP; exit code 0 means well
 * @param shell the same as a line for the container's shell
 * @param disable whether it is not checked at all, not even by the check of its image; {@code false} when absent
 * @param interval time between two checks, such as {@code 10s}
 * @param timeout time one check may take
 * @param retries failures in a row until it counts as unhealthy
 * @param startPeriod time after the start in which failures do not count
 * @param startInterval time between two checks in that time; for engines from 25 on
 */
public record Healthcheck(
        Optional<@Pattern(regexp = "^/[^\\s'\"]*$", message = "must be a path, such as /health") String> http,
        Optional<
                        @Min(value = 1, message = "must be from 1 to 65535, such as 8096")
                        @Max(value = 65535, message = "must be from 1 to 65535, such as 8096") Integer>
                port,
        List<@NotNull(message = "must not be empty, such as pg_isready") String> command,
        Optional<
                        @Pattern(
                                regexp = "^[\\s\\S]*\\S[\\s\\S]*$",
                                message = "must be a line for a shell, such as pg_isready || exit 1")
                        String>
                shell,
        Optional<Boolean> disable,
        Optional<@Pattern(regexp = Healthcheck.TIME, message = Healthcheck.TIME_MESSAGE) String> interval,
        Optional<@Pattern(regexp = Healthcheck.TIME, message = Healthcheck.TIME_MESSAGE) String> timeout,
        Optional<@Min(value = 1, message = "must be at least 1, such as 3") Integer> retries,
        Optional<@Pattern(regexp = Healthcheck.TIME, message = Healthcheck.TIME_MESSAGE) String> startPeriod,
        Optional<@Pattern(regexp = Healthcheck.TIME, message = Healthcheck.TIME_MESSAGE) String> startInterval) {

    static final String TIME = "^(?=.{2,40}$)([0-9]+(ms|s|m|h))+$";
    static final String TIME_MESSAGE = "must be a time with its unit, such as 10s";

    private static final Healthcheck DISABLED = new Healthcheck(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.of(true),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Healthcheck {
        command = NullTolerant.of(command);
    }

    /** One that only says times leaves the check to the image. */
    @JsonIgnore
    @AssertTrue(
            message =
                    "must be either http with port, command, shell or disable alone, such as {http: /health, port: 8096}")
    public boolean isEitherOneCheckOrNone() {
        if (isDisabled()) {
            return equals(DISABLED);
        }
        boolean asksHttp = http.isPresent() || port.isPresent();
        long checks = Stream.of(asksHttp, !command.isEmpty(), shell.isPresent())
                .filter(Boolean::booleanValue)
                .count();
        boolean isTimed = Stream.of(interval, timeout, retries, startPeriod, startInterval)
                .anyMatch(Optional::isPresent);
        return http.isPresent() == port.isPresent() && (checks == 1 || (checks == 0 && isTimed));
    }

    @JsonIgnore
    public boolean isDisabled() {
        return disable.orElse(false);
    }

    /** Returns whether it only says how often the check of the image is made. */
    @JsonIgnore
    public boolean isOfImage() {
        return !isDisabled() && http.isEmpty() && command.isEmpty() && shell.isEmpty();
    }
}
