// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.real;

import dev.homelab.problem.Where;
import dev.homelab.spi.Folder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A folder of a real host whose writes are watched.
 *
 * @param real the folder itself
 */
record WatchedFolder(Folder real, Where where, Watch watch) implements Folder {

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
        return new WatchedFolder(real.folder(name), where, watch);
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
        watched(() -> real.write(name, text, access));
    }

    @Override
    public void writeLike(String name, String text, String other) {
        watched(() -> real.writeLike(name, text, other));
    }

    @Override
    public void append(String name, String text) {
        watched(() -> real.append(name, text));
    }

    @Override
    public boolean renameFolder(String from, String to) {
        return watch.write(where, () -> real.renameFolder(from, to));
    }

    @Override
    public void delete(String name) {
        if (real.read(name).isPresent()) {
            watched(() -> real.delete(name));
        }
    }

    @Override
    public void deleteIfEmpty() {
        if (real.exists() && real.files().isEmpty() && real.folders().isEmpty()) {
            watched(real::deleteIfEmpty);
        }
    }

    private void watched(Runnable work) {
        watch.write(where, () -> {
            work.run();
            return true;
        });
    }
}
