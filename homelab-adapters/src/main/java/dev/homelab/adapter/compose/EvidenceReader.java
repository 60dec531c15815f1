// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

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

/**
 * Reads what containers say of themselves before a rollback removes them: how they ended, what their health check printed, and their
 * last log lines. All logs by one command; the engine keeps at most 16 KiB of each line.
 */
final class EvidenceReader {

    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final int LONGEST = 300;
    private static final int MOST_CONTAINERS = 8;
    private static final int MOST_LINES = 20;

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
                                .map(container -> ComposeCommands.logs(container.id(), MOST_LINES, ""))
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
        if (!logs.succeeded()) {
            return List.of();
        }
        List<String> lines = LogLine.of(logs, masker).stream()
                .map(LogLine::text)
                .filter(line -> !line.isBlank())
                .map(EvidenceReader::line)
                .toList();
        return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    }

    private static String line(String text) {
        String line = Printable.line(
                String.join(" ", text.strip().lines().map(String::strip).toList()));
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
