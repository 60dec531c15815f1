// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.record;

import dev.homelab.report.Ending;
import java.util.List;
import java.util.Optional;

/**
 * A run that a journal tells of.
 *
 * @param run its id, which sorts by time
 * @param at when it began, as ISO 8601
 * @param version of the program
 * @param changes what it was to change, in order, and how far each change came
 * @param ending how it ended; empty while it goes on, and for ever if it was killed
 */
public record PastRun(String run, String at, String version, List<PastChange> changes, Optional<Ending> ending) {

    public PastRun {
        changes = List.copyOf(changes);
    }
}
