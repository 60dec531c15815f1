// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.Comparator.comparing;

import dev.homelab.adapter.compose.engine.InspectedContainer;
import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.problem.Evidence;
import dev.homelab.problem.Printable;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.ProgramOutput;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what containers say of themselves before a rollback removes them: how they ended, what their health check printed, and their
 * last log lines. All logs by one command; the engine keeps at most 16 KiB of each line.
 */
final class EvidenceReader {

    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final int LONGEST = 300;
    private static final int MOST_CONTAINERS = 8;
    private static final int MOST_LINES = 20;

    /** Both streams of a log come apart; the time in front of each line says how they belong together. */
    private static final Pattern LINE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\S{8,40}) ?(.*)");

    private final RemoteHost host;
    private final Masker masker;

    /** Reads on one host, and hides these secrets. */
    EvidenceReader(RemoteHost host, Masker masker) {
        this.host = host;
        this.masker = masker;
    }

    /** Returns what each container shows, of the first few; its log is not read unless it has ever been started. */
    List<Evidence> of(List<HostContainer> containers) {
        List<HostContainer> shown = containers.stream().limit(MOST_CONTAINERS).toList();
        List<HostContainer> started = shown.stream()
                .filter(container -> !container.status().state().equals("created"))
                .toList();
        List<ProgramOutput> logs = started.isEmpty()
                ? List.of()
                : host.runEach(
                        started.stream()
                                .map(container -> ComposeCommands.logs(container.id()))
                                .toList(),
                        LOOK);
        List<Evidence> all = new ArrayList<>();
        for (HostContainer container : shown) {
            int at = started.indexOf(container);
            all.add(evidence(container, at < 0 ? List.of() : log(logs.get(at).text())));
        }
        return all;
    }

    private Evidence evidence(HostContainer container, List<String> log) {
        return new Evidence(
                container.firstName(),
                container.status().text(),
                container.inspected().flatMap(InspectedContainer::exitCode),
                container.life().restarts(),
                container.life().outOfMemory(),
                container
                        .inspected()
                        .flatMap(InspectedContainer::failedHealthCheck)
                        .map(said -> line(masker.mask(said)))
                        .orElse(""),
                log);
    }

    private List<String> log(CommandResult logs) {
        String text = logs.succeeded()
                ? masker.mask(logs.output() + "\n" + logs.errors()) // whole: a cut secret is not found
                : "";
        List<String> lines = text.lines()
                .filter(line -> !line.isBlank())
                .sorted(comparing(EvidenceReader::time)) // stable: what has no time stays where it is
                .map(EvidenceReader::words)
                .filter(line -> !line.isBlank())
                .map(EvidenceReader::line)
                .toList();
        return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    }

    private static String time(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static String words(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() ? matcher.group(2) : line;
    }

    private static String line(String text) {
        String line = Printable.line(
                String.join(" ", text.strip().lines().map(String::strip).toList()));
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
