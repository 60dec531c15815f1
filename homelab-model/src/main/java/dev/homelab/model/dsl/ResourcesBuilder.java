// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.container.Resources;
import dev.homelab.model.value.Size;
import java.util.Optional;

/** Collects what the {@link Resources} are to be. */
public final class ResourcesBuilder {

    private Optional<Size> memory = Optional.empty();
    private Optional<Double> cpus = Optional.empty();

    ResourcesBuilder() {}

    public ResourcesBuilder memory(String size) {
        memory = Optional.of(Size.of(size));
        return this;
    }

    public ResourcesBuilder cpus(double number) {
        cpus = Optional.of(number);
        return this;
    }

    Resources build() {
        return new Resources(memory, cpus);
    }
}
