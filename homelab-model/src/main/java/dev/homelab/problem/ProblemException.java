// SPDX-License-Identifier: Apache-2.0
package dev.homelab.problem;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** Carries problems out of a call that cannot return them. Its message is their rendering, for logs of embedders. */
public abstract class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    protected ProblemException(List<Problem> problems) {
        super(problems.stream().map(Problem::render).collect(joining("\n\n")));
        this.problems = List.copyOf(problems);
    }

    /** Returns what is wrong; never empty. */
    public List<Problem> problems() {
        return problems;
    }
}
