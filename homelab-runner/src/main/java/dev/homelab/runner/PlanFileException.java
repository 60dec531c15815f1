// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.problem.Problem;
import dev.homelab.problem.ProblemException;
import dev.homelab.problem.Where;
import java.nio.file.Path;
import java.util.List;

/** The file of a saved plan cannot be read or written. */
public final class PlanFileException extends ProblemException {

    private static final long serialVersionUID = 1L;

    PlanFileException(Path file, String what) {
        super(List.of(new Problem(
                "saved plan not usable",
                Where.nowhere(),
                "\"%s\" cannot be %s as a saved plan.".formatted(file, what),
                "name a file that can be, or save the plan once more:\n\n  homelab plan --out FILE")));
    }
}
