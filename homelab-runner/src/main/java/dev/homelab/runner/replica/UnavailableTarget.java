// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.replica;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.provision.TargetException;
import java.util.List;
import java.util.function.Supplier;

/** Says how a run continues without a target that does not answer, or refuses the sign-in. */
public final class UnavailableTarget {

    private UnavailableTarget() {}

    /**
     * Looks at a target.
     *
     * @throws TargetException if that cannot be done, with that way out in each of its problems
     */
    public static <T> T look(String target, Supplier<T> look) {
        try {
            return look.get();
        } catch (TargetException e) {
            throw new TargetException(e.problems().stream()
                    .map(problem -> withoutIt(problem, target))
                    .toList());
        }
    }

    /**
     * Holds problems against a target.
     *
     * @throws TargetException if there are any, with that way out in each
     */
    public static void check(String target, List<Problem> problems) {
        if (!problems.isEmpty()) {
            look(target, () -> {
                throw new TargetException(problems);
            });
        }
    }

    private static Problem withoutIt(Problem problem, String target) {
        return problem.with(Remedy.of(Remedy.Kind.SKIP_TARGET, target));
    }
}
