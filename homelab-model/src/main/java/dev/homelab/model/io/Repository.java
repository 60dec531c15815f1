// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the files of definitions may be read from: the work tree of Git that they are in; if there is none, their own folder.
 *
 * <p>A change of definitions can bring a link. So a link out of the repository is refused, or the contents of
 * any file that a run can read could end up in a container or in a message; and so is everything that is no file.
 */
public final class Repository {

    /** What is at the top of a work tree, or of a revision that homelab has written into a folder of its own. */
    private static final List<String> MARKS = List.of(".git", ".git-index");

    private final Path top;

    private Repository(Path top) {
        this.top = top;
    }

    /** Returns the repository that a folder of definitions is in. */
    public static Repository around(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        for (Path parent = absolute; parent != null; parent = parent.getParent()) {
            Path candidate = parent;
            if (MARKS.stream().anyMatch(mark -> Files.exists(candidate.resolve(mark)))) {
                return new Repository(candidate);
            }
        }
        return new Repository(absolute);
    }

    /** Returns why a file is not read; nothing if it may be, or is not there. */
    public Optional<String> refusal(Path file) {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            if (!Files.isRegularFile(file)) {
                return Optional.of("it is no file");
            }
            Path real = file.toRealPath();
            Path realTop = top.toRealPath();
            return real.startsWith(realTop) && !real.startsWith(realTop.resolve(".git"))
                    ? Optional.empty()
                    : Optional.of("it is a link that leads out of the repository");
        } catch (IOException e) {
            return Optional.of(
                    "it cannot be followed (%s)".formatted(e.getClass().getSimpleName()));
        }
    }
}
