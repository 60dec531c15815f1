// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.compose;

import dev.homelab.problem.Problem;

/** Says that a project cannot be read. */
final class UnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    UnreadableException(Problem problem) {
        super(problem.summary(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
