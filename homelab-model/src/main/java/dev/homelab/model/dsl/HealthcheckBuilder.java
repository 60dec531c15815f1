// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.container.Healthcheck;
import java.util.List;
import java.util.Optional;

/** Collects what a {@link Healthcheck} is to be. */
public final class HealthcheckBuilder {

    private Optional<String> http = Optional.empty();
    private Optional<Integer> port = Optional.empty();
    private List<String> command = List.of();
    private Optional<String> interval = Optional.empty();
    private Optional<String> timeout = Optional.empty();
    private Optional<Integer> retries = Optional.empty();
    private Optional<String> startPeriod = Optional.empty();
    private Optional<String> shell = Optional.empty();
    private Optional<Boolean> disable = Optional.empty();
    private Optional<String> startInterval = Optional.empty();

    HealthcheckBuilder() {}

    public HealthcheckBuilder http(String path) {
        http = Optional.of(path);
        return this;
    }

    public HealthcheckBuilder port(int number) {
        port = Optional.of(number);
        return this;
    }

    public HealthcheckBuilder command(String... words) {
        command = List.of(words);
        return this;
    }

    public HealthcheckBuilder interval(String time) {
        interval = Optional.of(time);
        return this;
    }

    public HealthcheckBuilder timeout(String time) {
        timeout = Optional.of(time);
        return this;
    }

    public HealthcheckBuilder retries(int count) {
        retries = Optional.of(count);
        return this;
    }

    public HealthcheckBuilder startPeriod(String time) {
        startPeriod = Optional.of(time);
        return this;
    }

    public HealthcheckBuilder startInterval(String time) {
        startInterval = Optional.of(time);
        return this;
    }

    /** Runs a line in the shell of the container. */
    public HealthcheckBuilder shell(String line) {
        shell = Optional.of(line);
        return this;
    }

    /** Leaves the container unchecked, even if its image has a check. */
    public HealthcheckBuilder disable() {
        return disable(true);
    }

    public HealthcheckBuilder disable(boolean value) {
        disable = Optional.of(value);
        return this;
    }

    Healthcheck build() {
        return new Healthcheck(
                http, port, command, shell, disable, interval, timeout, retries, startPeriod, startInterval);
    }
}
