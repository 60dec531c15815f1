// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.Comparator.comparing;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.spi.CommandResult;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a container's log. Both streams of a log come apart; the engine's own time in front of each line says how they belong
 * together.
 *
 * @param time as the engine writes it, in RFC 3339 with nanoseconds, so that times sort as text; empty if the line has none
 */
record LogLine(String time, String text) {

    private static final Pattern LINE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\S{8,40}) ?(.*)");

    /** Returns what {@code docker logs --timestamps} printed, in order, without these secrets. */
    static List<LogLine> of(CommandResult logs, Masker masker) {
        String text = masker.mask(logs.output() + "\n" + logs.errors()); // whole: a cut secret is not found
        return text.lines()
                .filter(line -> !line.isBlank())
                .map(LogLine::of)
                .sorted(comparing(LogLine::time)) // stable: what has no time stays where it is
                .toList();
    }

    private static LogLine of(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? new LogLine(matcher.group(1), matcher.group(2)) : new LogLine("", line);
    }
}
