// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.spi.Folder;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A folder of a host that may become unreachable for a moment. What must not happen twice is looked at before it is repeated.
 */
final class ReconnectingFolder implements Folder {

    private final Folder folder;
    private final Reconnection line;

    ReconnectingFolder(Folder folder, Reconnection line) {
        this.folder = folder;
        this.line = line;
    }

    @Override
    public String path() {
        return folder.path();
    }

    @Override
    public boolean exists() {
        return get(folder::exists);
    }

    @Override
    public Folder folder(String name) {
        return new ReconnectingFolder(folder.folder(name), line);
    }

    @Override
    public List<String> files() {
        return get(folder::files);
    }

    @Override
    public List<String> folders() {
        return get(folder::folders);
    }

    @Override
    public Optional<String> read(String name) {
        return get(() -> folder.read(name));
    }

    @Override
    public Map<String, String> readAll(Collection<String> names) {
        return get(() -> folder.readAll(names));
    }

    @Override
    public Optional<Instant> modified(String name) {
        return get(() -> folder.modified(name));
    }

    @Override
    public void write(String name, String text, Access access) {
        run(() -> folder.write(name, text, access));
    }

    @Override
    public void writeLike(String name, String text, String other) {
        run(() -> folder.writeLike(name, text, other));
    }

    @Override
    public void writeAll(List<NewFile> files) {
        run(() -> folder.writeAll(files));
    }

    @Override
    public Draft draft(String name, String text, Access access) {
        Draft draft = get(() -> folder.draft(name, text, access));
        return new Draft() {
            @Override
            public void publish() {
                once(draft::publish);
            }

            @Override
            public void publishForAppending() {
                once(draft::publishForAppending);
            }

            /** After the connection broke, the file is written: whether it has its name already is not known. */
            private void once(Runnable published) {
                line.repeat(
                        isAgain -> {
                            if (isAgain) {
                                folder.write(name, text, access);
                            } else {
                                published.run();
                            }
                            return true;
                        },
                        done -> false);
            }
        };
    }

    @Override
    public Optional<Instant> writeInNewFolder(String name, String file, String text, Access access) {
        return get(() -> folder.writeInNewFolder(name, file, text, access));
    }

    /** Adds what is not at the end of the file yet: the connection may have broken before, within or after the text. */
    @Override
    public void append(String name, String text) {
        line.repeat(
                isAgain -> {
                    String missing = isAgain ? missing(folder.read(name).orElse(""), text) : text;
                    if (!missing.isEmpty()) {
                        folder.append(name, missing);
                    }
                    return true;
                },
                done -> false);
    }

    private static String missing(String file, String text) {
        int there = text.length();
        while (!file.endsWith(text.substring(0, there))) {
            there--;
        }
        return text.substring(there);
    }

    /** A folder that has gone from its old name has got its new one. */
    @Override
    public boolean renameFolder(String from, String to) {
        return line.repeat(
                isAgain -> (isAgain && !folder.folder(from).exists())
                        ? folder.folder(to).exists()
                                && !folder.folder(to).folder(from).exists()
                        : folder.renameFolder(from, to),
                done -> false);
    }

    @Override
    public void delete(String name) {
        run(() -> folder.delete(name));
    }

    @Override
    public void deleteAll(Collection<String> names) {
        run(() -> folder.deleteAll(names));
    }

    @Override
    public boolean deleteIfEmpty() {
        return get(folder::deleteIfEmpty);
    }

    @Override
    public boolean deleteWith(Collection<String> names) {
        return get(() -> folder.deleteWith(names));
    }

    private <T> T get(Supplier<T> action) {
        return line.repeat(isAgain -> action.get(), result -> false);
    }

    private void run(Runnable action) {
        get(() -> {
            action.run();
            return true;
        });
    }
}
