// SPDX-License-Identifier: Apache-2.0
package dev.homelab.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What something that failed showed of itself, read before a rollback removed it. Holds no secret.
 *
 * @param subject what it is of, such as the name of a container
 * @param state how it was, in the target's own words, such as {@code Exited (1) 3 seconds ago}
 * @param exitCode what it ended with; empty if it has not ended
 * @param restarts how often it ended and was started again
 * @param outOfMemory whether it was killed for lack of memory
 * @param healthCheck what its last health check printed, if that failed; empty otherwise
 * @param log its last log lines, the oldest first
 */
public record Evidence(
        String subject,
        String state,
        Optional<Integer> exitCode,
        int restarts,
        boolean outOfMemory,
        String healthCheck,
        List<String> log) {

    public Evidence {
        log = List.copyOf(log);
    }

    /** Returns in one line how it was, without its log. */
    public String summary() {
        StringBuilder text = new StringBuilder(subject + ": " + state);
        exitCode.filter(code -> !state.contains("(" + code + ")"))
                .ifPresent(code -> text.append(", exit code ").append(code));
        if (restarts > 0) {
            text.append(", restarted ").append(restarts == 1 ? "once" : restarts + " times");
        }
        return text.append(outOfMemory ? ", killed for lack of memory" : "").toString();
    }

    /** Returns all of it as lines of text; the first is the {@link #summary}. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(summary());
        if (!healthCheck.isEmpty()) {
            lines.add("  health check: " + healthCheck);
        }
        lines.add(log.isEmpty() ? "  log: empty" : "  last log lines:");
        log.forEach(line -> lines.add("    " + line));
        return lines;
    }
}
