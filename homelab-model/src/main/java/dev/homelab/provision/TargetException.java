// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import dev.homelab.problem.Problem;
import dev.homelab.problem.ProblemException;
import java.util.List;

/** A target that is unavailable, or refuses: the way such problems leave a {@link Session}. */
public class TargetException extends ProblemException {

    private static final long serialVersionUID = 1L;

    public TargetException(Problem problem) {
        super(List.of(problem));
    }

    public TargetException(List<Problem> problems) {
        super(problems);
    }
}
