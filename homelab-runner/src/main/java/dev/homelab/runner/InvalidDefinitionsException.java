// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.problem.Problem;
import dev.homelab.problem.ProblemException;
import java.util.List;

/** Definitions that cannot be applied, with everything that is wrong with them. */
public final class InvalidDefinitionsException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public InvalidDefinitionsException(List<Problem> problems) {
        super(problems);
    }
}
