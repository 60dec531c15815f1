// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.compose;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import dev.homelab.problem.Where;
import dev.homelab.runner.importer.text.ForeignText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the files that a project names, if they lie below a folder. */
final class ProjectFiles {

    private static final int MOST_FILES = 200;

    private final Path root;
    private int count;

    ProjectFiles(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    boolean isThere(Path file) {
        return Files.isRegularFile(file);
    }

    /**
     * Returns the text of a file.
     *
     * @param where it is named
     * @throws UnreadableException if it is not there, no text, too large or outside
     */
    String read(Path file, Where where) {
        if (++count > MOST_FILES) {
            throw problem(
                    "compose file not readable",
                    where,
                    "the project names more than %d files.".formatted(MOST_FILES),
                    "name fewer.");
        }
        try {
            refuseOutside(file, where);
            if (!Files.isRegularFile(file)) {
                throw unreadable(file, where, Files.exists(file) ? "it is no file" : "it is not there");
            }
            return ForeignText.read(file)
                    .orElseThrow(() -> problem(
                            "compose file not readable",
                            where,
                            "%s has more than %d bytes, and is not read."
                                    .formatted(Quoted.of(file.toString()), ForeignText.MOST_BYTES),
                            "check that it is the right file."));
        } catch (CharacterCodingException e) {
            throw unreadable(file, where, "it is not UTF-8 text");
        } catch (IOException e) {
            throw unreadable(file, where, e.getClass().getSimpleName());
        }
    }

    /** Returns the text of a file, if there is one that may be read. */
    Optional<String> readIfThere(Path file) {
        try {
            return isThere(file) ? Optional.of(read(file, Where.nowhere())) : Optional.empty();
        } catch (UnreadableException e) {
            return Optional.empty();
        }
    }

    /** A project could name any file of who imports it, be it through a link. */
    private void refuseOutside(Path file, Where where) throws IOException {
        Path named = file.toAbsolutePath().normalize();
        boolean isOutside = !named.startsWith(root)
                || (Files.exists(named) && !named.toRealPath().startsWith(root.toRealPath()));
        if (isOutside) {
            throw problem(
                    "file outside of the folder",
                    where,
                    "%s is not below %s, and is not read."
                            .formatted(Quoted.of(file.toString()), Quoted.of(root.toString())),
                    "name the folder that files may be read from, if you trust the project: --root FOLDER.");
        }
    }

    private static UnreadableException unreadable(Path file, Where where, String reason) {
        return problem(
                "file not readable",
                where,
                "%s cannot be read: %s.".formatted(Quoted.of(file.toString()), reason),
                "check that it is there and may be read.");
    }

    private static UnreadableException problem(String summary, Where where, String detail, String fix) {
        return new UnreadableException(new Problem(summary, where, detail, fix));
    }
}
