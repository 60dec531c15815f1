// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.guard;

import dev.homelab.problem.Problem;
import dev.homelab.problem.ProblemException;
import java.util.List;

/** A run named an unknown service, target or risk; nothing was changed. */
public final class UnknownNameException extends ProblemException {

    private static final long serialVersionUID = 1L;

    UnknownNameException(Problem problem) {
        super(List.of(problem));
    }
}
