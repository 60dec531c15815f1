// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.problem.Problem;
import java.util.List;

/**
 * One thing that a homelab needs, and whether it is as it must be.
 *
 * @param part what sort of thing it is
 * @param name its name in the inventory
 * @param detail what was looked at, in a few words
 * @param problems what is wrong with it; none if it is ok
 */
public record Checkup(Part part, String name, String detail, List<Problem> problems) {

    /** The sorts of thing, in the order they are looked at. */
    public enum Part {
        /** The root key and the secrets of services. */
        SECRET,
        /** A machine: the way there, its key, its clock. */
        HOST,
        /** The run record. */
        RECORD,
        /** A target: the sign-in, its version, what it lacks, the right to write. */
        TARGET,
        /** A server as visitors find it: DNS, and where they enter. */
        ENTRANCE
    }

    public Checkup {
        problems = List.copyOf(problems);
    }

    public boolean isOk() {
        return problems.isEmpty();
    }
}
