// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.file;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.util.Locale;

/** Why a folder cannot be used, by the name that the operating system has for it. */
public final class FolderProblems {

    private static final String NOT_DONE = "cannot %s \"%s\": %s.";

    private FolderProblems() {}

    /**
     * Returns the problem of a file that could not be worked on.
     *
     * @param verb what was tried, such as {@code write}
     * @param reason what the operating system, or a command, said
     * @param rights what to do if it is a matter of rights
     */
    public static Problem of(Where where, String verb, String file, String reason, String rights) {
        String detail = NOT_DONE.formatted(verb, file, reason);
        String words = reason.toLowerCase(Locale.ROOT);
        if (words.contains("no space left") || words.contains("quota exceeded")) {
            return noSpace(where, detail, file);
        }
        if (words.contains("read-only file system")) {
            return new Problem(
                    "file system is read-only",
                    where,
                    detail,
                    "find out why (dmesg shows it if the disk has errors), mount it for writing, and run again.");
        }
        return new Problem("folder not usable", where, detail, rights);
    }

    /** Returns the problem of a file for which the disk has no room. */
    public static Problem noSpace(Where where, String verb, String file, String reason) {
        return noSpace(where, NOT_DONE.formatted(verb, file, reason), file);
    }

    private static Problem noSpace(Where where, String detail, String file) {
        String folder = file.substring(0, Math.max(file.lastIndexOf('/'), 1));
        return new Problem(
                "no space left on disk",
                where,
                detail,
                "make room there, and run again: the next run resumes what this one began.\n\n  df -h %1$s\n  df -i %1$s"
                        .formatted(folder));
    }
}
