// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import dev.homelab.spi.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A folder on a machine whose clock is behind: what it writes has an earlier time. */
record Behind(Folder real, Duration time) implements Folder {

    @Override
    public String path() {
        return real.path();
    }

    @Override
    public boolean exists() {
        return real.exists();
    }

    @Override
    public Folder folder(String name) {
        return new Behind(real.folder(name), time);
    }

    @Override
    public List<String> files() {
        return real.files();
    }

    @Override
    public List<String> folders() {
        return real.folders();
    }

    @Override
    public Optional<String> read(String name) {
        return real.read(name);
    }

    @Override
    public Optional<Instant> modified(String name) {
        return real.modified(name);
    }

    @Override
    public void write(String name, String text, Access access) {
        real.write(name, text, access);
        date(name);
    }

    @Override
    public void writeLike(String name, String text, String other) {
        real.writeLike(name, text, other);
        date(name);
    }

    @Override
    public void append(String name, String text) {
        real.append(name, text);
        date(name);
    }

    @Override
    public boolean renameFolder(String from, String to) {
        return real.renameFolder(from, to);
    }

    @Override
    public void delete(String name) {
        real.delete(name);
    }

    @Override
    public void deleteIfEmpty() {
        real.deleteIfEmpty();
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
