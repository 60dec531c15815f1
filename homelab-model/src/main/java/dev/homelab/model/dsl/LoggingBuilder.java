// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.container.Logging;
import dev.homelab.model.value.Size;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects what a {@link Logging} is to be. */
public final class LoggingBuilder {

    private Optional<String> driver = Optional.empty();
    private Optional<Size> maxSize = Optional.empty();
    private Optional<Integer> maxFiles = Optional.empty();
    private final Map<String, String> options = new LinkedHashMap<>();

    LoggingBuilder() {}

    public LoggingBuilder driver(String name) {
        driver = Optional.of(name);
        return this;
    }

    public LoggingBuilder maxSize(String size) {
        maxSize = Optional.of(Size.of(size));
        return this;
    }

    public LoggingBuilder maxFiles(int count) {
        maxFiles = Optional.of(count);
        return this;
    }

    /** Sets a further option of the driver. */
    public LoggingBuilder option(String name, String value) {
        options.put(name, value);
        return this;
    }

    Logging build() {
        return new Logging(driver, maxSize, maxFiles, options);
    }
}
