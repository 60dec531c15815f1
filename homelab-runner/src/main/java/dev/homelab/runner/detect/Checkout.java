// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.detect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All files of one revision, in a folder that lasts until this is closed. */
public final class Checkout implements AutoCloseable {

    private final Path top;
    private final Path folder;

    private Checkout(Path top, Path folder) {
        this.top = top;
        this.folder = folder;
    }

    /** An empty folder for a revision of the work tree with this top. */
    static Checkout empty(Path top) {
        try {
            return new Checkout(top, Files.createTempDirectory("homelab-revision-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Returns where a place of the work tree is in this revision; a place outside the work tree is where it is. */
    public Path at(Path place) {
        Path real = place.toAbsolutePath().normalize();
        return real.startsWith(top) ? folder.resolve(top.relativize(real)) : place;
    }

    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
