// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.container.Build;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Collects what a {@link Build} is to be. */
public final class BuildBuilder {

    private final String context;
    private Optional<String> dockerfile = Optional.empty();
    private Optional<String> target = Optional.empty();
    private final Map<String, String> args = new LinkedHashMap<>();

    BuildBuilder(String context) {
        this.context = context;
    }

    public BuildBuilder dockerfile(String path) {
        dockerfile = Optional.of(path);
        return this;
    }

    /** Builds a stage of the Dockerfile. */
    public BuildBuilder target(String stage) {
        target = Optional.of(stage);
        return this;
    }

    /** Sets a variable of the build, which is nothing secret. */
    public BuildBuilder arg(String name, String value) {
        args.put(name, value);
        return this;
    }

    Build build() {
        return new Build(context, dockerfile, target, args);
    }
}
