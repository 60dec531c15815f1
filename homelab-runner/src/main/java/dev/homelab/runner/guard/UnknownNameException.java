// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.guard;

import dev.homelab.problem.Problem;
import dev.homelab.problem.ProblemException;
import java.util.List;

/** Somebody named a service, a target or a risk that there is not; nothing was touched. */
public final class UnknownNameException extends ProblemException {

    private static final long serialVersionUID = 1L;

    UnknownNameException(Problem problem) {
        super(List.of(problem));
    }
}
