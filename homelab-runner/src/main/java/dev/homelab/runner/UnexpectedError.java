// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.problem.Problem;
import dev.homelab.problem.ProblemException;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a failure: the problems it carries or, if it is unexpected, one that says so and no more. */
public final class UnexpectedError {

    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedError.class);

    private UnexpectedError() {}

    /**
     * Returns what a person has to know of a failure.
     *
     * <p>The message of an unexpected error is not in it, since it may contain a secret; its stack trace
     * goes to the log, at the level for debugging.
     */
    public static List<Problem> problems(Where where, RuntimeException failure) {
        if (failure instanceof ProblemException foreseen) {
            return foreseen.problems();
        }
        LOG.debug("An unexpected error.", failure);
        return List.of(new Problem(
                        "unforeseen failure",
                        where,
                        "%s%s. This is a bug in homelab."
                                .formatted(failure.getClass().getSimpleName(), place(failure)),
                        "run it again with debugging output, and report what that says.")
                .with(Remedy.of(Remedy.Kind.DEBUG)));
    }

    private static String place(RuntimeException failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length == 0 ? "" : " in " + trace[0].getFileName() + ":" + trace[0].getLineNumber();
    }
}
