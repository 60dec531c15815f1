// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Folder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A folder on a disk that is full in the middle of what is appended, while it is told to be. */
class Torn implements Folder {

    boolean tear;
    private final Folder real;

    Torn(Folder real) {
        this.real = real;
    }

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
        return new Torn(real.folder(name)) {
            @Override
            public void append(String file, String text) {
                if (Torn.this.tear) {
                    super.append(file, text.substring(0, text.length() / 2));
                    throw new TargetException(new Problem("no space left", Where.nowhere(), "the disk is full.", ""));
                }
                super.append(file, text);
            }
        };
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
    }

    @Override
    public void writeLike(String name, String text, String other) {
        real.writeLike(name, text, other);
    }

    @Override
    public void append(String name, String text) {
        real.append(name, text);
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
}
