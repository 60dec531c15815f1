// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.detect;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A file that is another than in an earlier revision.
 *
 * @param how what became of it
 * @param path where it is, or was, from the top of the work tree
 * @param was where it was, if Git finds that it was renamed
 */
public record ChangedFile(How how, String path, Optional<String> was) {

    /** What may become of a file. */
    public enum How {
        ADDED,
        CHANGED,
        RENAMED,
        DELETED
    }

    /** Reads what {@code git diff --name-status -z -M} says: a letter and a path, or two, each with a NUL after it. */
    static List<ChangedFile> parse(String text) {
        List<ChangedFile> files = new ArrayList<>();
        Iterator<String> words = List.of(text.split("\0", -1)).iterator();
        while (words.hasNext()) {
            String status = words.next();
            if (status.isEmpty()) {
                break; // after the last NUL
            }
            Optional<String> was = status.startsWith("R") ? Optional.of(words.next()) : Optional.empty();
            files.add(new ChangedFile(how(status), words.next(), was));
        }
        return files;
    }

    private static How how(String status) {
        return switch (status.charAt(0)) {
            case 'A' -> How.ADDED;
            case 'D' -> How.DELETED;
            case 'R' -> How.RENAMED;
            default -> How.CHANGED;
        };
    }
}
