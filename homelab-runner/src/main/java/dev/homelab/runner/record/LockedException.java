// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import dev.homelab.problem.Problem;
import dev.homelab.problem.ProblemException;
import java.util.List;

/** Another run is under way. */
public final class LockedException extends ProblemException {

    private static final long serialVersionUID = 1L;

    LockedException(Problem problem) {
        super(List.of(problem));
    }
}
