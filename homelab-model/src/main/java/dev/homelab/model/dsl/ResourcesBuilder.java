// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.container.Resources;
import java.util.Optional;

/** Collects what the {@link Resources} are to be. */
public final class ResourcesBuilder {

    private Optional<String> memory = Optional.empty();
    private Optional<Double> cpus = Optional.empty();

    ResourcesBuilder() {}

    public ResourcesBuilder memory(String size) {
        memory = Optional.of(size);
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
