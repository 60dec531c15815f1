// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.route;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;

/** Says that a file of routes cannot be read. */
final class UnreadableFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    UnreadableFileException(Where where, String detail, String fix) {
        super(detail, null, false, false);
        this.problem = new Problem("file of routes not readable", where, detail, fix);
    }

    static UnreadableFileException malformed(Where where, String reason) {
        return new UnreadableFileException(
                where, "this cannot be read: %s.".formatted(reason), "correct the file, or name another.");
    }

    Problem problem() {
        return problem;
    }
}
