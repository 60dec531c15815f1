// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.resolve;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds mounted files that Git checked out otherwise than they were meant: as a pointer of Git LFS, or with CRLF where a container fails by it. */
final class CheckedOut {

    private static final Pattern POINTER =
            Pattern.compile("version https://(git-lfs|hawser)\\.github\\.com/spec/v1\\R");

    /** Files that a shell reads, whatever they begin with. */
    private static final Pattern READ_BY_SHELLS = Pattern.compile("(?i)\\.(sh|bash|ash|zsh|env)\\z");

    private CheckedOut() {}

    /** Returns what is wrong with a text, if anything is. */
    static Optional<Problem> judge(Path file, String text, Where where) {
        if (POINTER.matcher(text).lookingAt()) {
            return Optional.of(new Problem(
                    "mounted file is Git LFS pointer",
                    where,
                    "\"%s\" is a pointer of Git LFS, and the container would get the pointer instead of the content."
                            .formatted(file),
                    "let Git LFS fetch the content, also where pipelines run; or keep the file out of Git LFS by a line at the end of .gitattributes:\n\n  git lfs pull\n  %s -filter -diff -merge"
                            .formatted(pattern(file))));
        }
        if (text.contains("\r\n")
                && (text.startsWith("#!") || READ_BY_SHELLS.matcher(name(file)).find())) {
            return Optional.of(new Problem(
                    "mounted script has CRLF lines",
                    where,
                    "\"%s\" has lines that end with CRLF. %s"
                            .formatted(
                                    file,
                                    text.startsWith("#!")
                                            ? "Linux looks for an interpreter whose name ends with a carriage return, and the script fails with \"not found\"."
                                            : "The carriage return becomes part of commands and values."),
                    "let Git check it out with LF by a line in .gitattributes, and commit it again:\n\n  %s text eol=lf\n  git add --renormalize ."
                            .formatted(pattern(file))));
        }
        return Optional.empty();
    }

    /** Returns what stands for the file and its like in {@code .gitattributes}. */
    private static String pattern(Path file) {
        String name = name(file);
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : "*" + name.substring(dot);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
