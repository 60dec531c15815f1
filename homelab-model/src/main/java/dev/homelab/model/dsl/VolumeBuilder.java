// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.container.Volume;
import java.util.Optional;

/** Collects what a {@link Volume} is to be. */
public final class VolumeBuilder {

    private Optional<String> name = Optional.empty();
    private Optional<Boolean> external = Optional.empty();

    VolumeBuilder() {}

    public VolumeBuilder name(String onHost) {
        name = Optional.of(onHost);
        return this;
    }

    public VolumeBuilder external(boolean value) {
        external = Optional.of(value);
        return this;
    }

    Volume build() {
        return new Volume(name, external);
    }
}
