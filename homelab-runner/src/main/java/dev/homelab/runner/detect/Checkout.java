// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.detect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files of one revision, in a folder that lasts until this is closed. */
public final class Checkout implements AutoCloseable {

    private final Path top;
    private final Path folder;
    private final RevisionFiles revision;

    /** Has the files of a revision, and writes them into a folder. */
    interface RevisionFiles {

        void writeAll(Path folder);

        /** Returns whether all are plain files; if not, none is written. */
        boolean write(Collection<Path> places, Path folder);
    }

    private Checkout(Path top, Path folder, RevisionFiles revision) {
        this.top = top;
        this.folder = folder;
        this.revision = revision;
    }

    /** An empty folder for a revision of the work tree with this top. */
    static Checkout empty(Path top, RevisionFiles revision) {
        try {
            return new Checkout(top, Files.createTempDirectory("homelab-revision-"), revision);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the folder of the work tree that the revision is of. */
    public Path top() {
        return top;
    }

    Path folder() {
        return folder;
    }

    /** Returns where a place of the work tree is in this revision; a place outside the work tree is where it is. */
    public Path at(Path place) {
        Path real = place.toAbsolutePath().normalize();
        return real.startsWith(top) ? folder.resolve(top.relativize(real)) : place;
    }

    /** Writes all files of the revision. */
    public void writeAll() {
        revision.writeAll(folder);
    }

    /**
     * Writes some files, named by where they are in the work tree; what the revision does not have, or is outside of the work tree, is
     * skipped.
     *
     * @return whether all of them are plain files in the revision; if not, none is written
     */
    public boolean write(Collection<Path> places) {
        return revision.write(
                places.stream()
                        .map(place -> place.toAbsolutePath().normalize())
                        .filter(place -> place.startsWith(top))
                        .toList(),
                folder);
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
