// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab;

import dev.homelab.spi.Folder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A folder that passes everything on to another one; a test overrides what is different. */
public class ForwardingFolder implements Folder {

    private final Folder real;

    public ForwardingFolder(Folder real) {
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
        return real.folder(name);
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
    public boolean deleteIfEmpty() {
        return real.deleteIfEmpty();
    }
}
