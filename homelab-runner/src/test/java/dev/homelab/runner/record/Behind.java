// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import dev.homelab.lab.ForwardingFolder;
import dev.homelab.spi.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** A folder on a machine whose clock is behind: what it writes has an earlier time. */
final class Behind extends ForwardingFolder {

    private final Duration time;

    Behind(Folder real, Duration time) {
        super(real);
        this.time = time;
    }

    @Override
    public Folder folder(String name) {
        return new Behind(super.folder(name), time);
    }

    @Override
    public void write(String name, String text, Access access) {
        super.write(name, text, access);
        date(name);
    }

    @Override
    public void writeLike(String name, String text, String other) {
        super.writeLike(name, text, other);
        date(name);
    }

    @Override
    public void append(String name, String text) {
        super.append(name, text);
        date(name);
    }

    private void date(String name) {
        try {
            Files.setLastModifiedTime(
                    Path.of(path(), name), FileTime.from(Instant.now().minus(time)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
