// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.container.GpuCount;
import dev.homelab.model.container.Gpus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what the {@link Gpus} are to be. */
public final class GpusBuilder {

    private Optional<String> driver = Optional.empty();
    private Optional<GpuCount> count = Optional.empty();
    private final List<String> ids = new ArrayList<>();

    GpusBuilder() {}

    public GpusBuilder driver(String name) {
        driver = Optional.of(name);
        return this;
    }

    public GpusBuilder count(String number) {
        count = Optional.of(GpuCount.of(number));
        return this;
    }

    public GpusBuilder id(String number) {
        ids.add(number);
        return this;
    }

    Gpus build() {
        return new Gpus(driver, count, ids);
    }
}
