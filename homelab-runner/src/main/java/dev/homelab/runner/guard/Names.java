// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.guard;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Spelling;
import dev.homelab.problem.Where;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Checks the names given for a run against those that exist. */
public final class Names {

    private static final int MOST_NAMES = 20;

    private Names() {}

    /**
     * Refuses the first name that is not known.
     *
     * @param what they are names of, such as {@code service}
     * @throws UnknownNameException with the name that was probably meant
     */
    public static void check(String what, Collection<String> given, Collection<String> known) {
        for (String name : new TreeSet<>(given)) {
            if (!known.contains(name)) {
                throw new UnknownNameException(unknown(what, name, known));
            }
        }
    }

    private static Problem unknown(String what, String name, Collection<String> known) {
        return new Problem(
                what + " not known",
                Where.nowhere(),
                "there is no %s \"%s\".".formatted(what, name),
                Spelling.nearest(name, known)
                        .map("write \"%s\", if that is what you mean."::formatted)
                        .orElse(
                                known.isEmpty()
                                        ? "there is none at all."
                                        : "name one of %s.".formatted(list(what, known))));
    }

    /** Of runs, which sort by time, the last ones; of others the first ones. */
    private static String list(String what, Collection<String> names) {
        TreeSet<String> sorted = new TreeSet<>(names);
        List<String> first = (what.equals("run") ? sorted.descendingSet() : sorted)
                .stream().limit(MOST_NAMES).toList();
        int more = sorted.size() - first.size();
        return String.join(", ", first) + (more > 0 ? " and %d more".formatted(more) : "");
    }
}
