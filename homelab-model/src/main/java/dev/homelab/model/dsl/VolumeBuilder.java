// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.container.Volume;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects what a {@link Volume} is to be. */
public final class VolumeBuilder {

    private Optional<String> name = Optional.empty();
    private Optional<Boolean> external = Optional.empty();
    private Optional<String> driver = Optional.empty();
    private final Map<String, String> options = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();

    VolumeBuilder() {}

    public VolumeBuilder name(String onHost) {
        name = Optional.of(onHost);
        return this;
    }

    public VolumeBuilder external(boolean value) {
        external = Optional.of(value);
        return this;
    }

    public VolumeBuilder driver(String plugin) {
        driver = Optional.of(plugin);
        return this;
    }

    /** Sets an option of the driver. */
    public VolumeBuilder option(String name, String value) {
        options.put(name, value);
        return this;
    }

    public VolumeBuilder label(String name, String value) {
        labels.put(name, value);
        return this;
    }

    Volume build() {
        return new Volume(name, external, driver, options, labels);
    }
}
