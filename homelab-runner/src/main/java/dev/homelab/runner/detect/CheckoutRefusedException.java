// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.detect;

import dev.homelab.problem.Problem;
import dev.homelab.problem.ProblemException;
import java.util.List;

/** A work tree cannot follow its branch; nothing in it was changed. */
public final class CheckoutRefusedException extends ProblemException {

    private static final long serialVersionUID = 1L;

    CheckoutRefusedException(Problem problem) {
        super(List.of(problem));
    }
}
