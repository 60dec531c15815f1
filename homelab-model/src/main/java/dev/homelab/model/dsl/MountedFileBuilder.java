// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.dsl;

import dev.homelab.model.container.MountedFile;
import java.util.Optional;

/** Collects what a {@link MountedFile} is to be. */
public final class MountedFileBuilder {

    private final String path;
    private Optional<String> mode = Optional.empty();
    private Optional<String> owner = Optional.empty();
    private Optional<Boolean> writable = Optional.empty();

    MountedFileBuilder(String path) {
        this.path = path;
    }

    /** Says who may read, write and run it, as four octal digits. */
    public MountedFileBuilder mode(String digits) {
        mode = Optional.of(digits);
        return this;
    }

    /** Says whose it is, as {@code UID:GID}. */
    public MountedFileBuilder owner(String numbers) {
        owner = Optional.of(numbers);
        return this;
    }

    /** Gives the container a copy of its own, made once. */
    public MountedFileBuilder writable(boolean value) {
        writable = Optional.of(value);
        return this;
    }

    MountedFile build() {
        return new MountedFile(path, mode, owner, writable);
    }
}
