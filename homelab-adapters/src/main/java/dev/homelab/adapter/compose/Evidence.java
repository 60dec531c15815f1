// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.joining;

import dev.homelab.adapter.compose.engine.InspectedContainer;
import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What containers say of themselves before a rollback removes them: how they ended, what their health check printed, and their last
 * log lines.
 */
final class Evidence {

    private static final Duration LOOK = Duration.ofSeconds(60);
    private static final int LONGEST = 300;

    private final RemoteHost host;
    private final Masker masker;

    /** Reads on one host, and hides these secrets. */
    Evidence(RemoteHost host, Masker masker) {
        this.host = host;
        this.masker = masker;
    }

    /** Returns a paragraph for each container; its log is not read unless it has ever been started. */
    String of(List<HostContainer> containers) {
        return containers.stream().map(this::paragraph).collect(joining("\n"));
    }

    private String paragraph(HostContainer container) {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s"
                .formatted(
                        container.name(),
                        container.status().text() + container.life().remark()));
        container
                .inspected()
                .flatMap(InspectedContainer::failedHealthCheck)
                .ifPresent(said -> lines.add("  health check: " + shortened(masker.mask(said))));
        if (!container.status().state().equals("created")) {
            List<String> log = log(container);
            lines.add(log.isEmpty() ? "  log: empty" : "  last log lines:");
            log.forEach(line -> lines.add("    " + shortened(line)));
        }
        return String.join("\n", lines);
    }

    private List<String> log(HostContainer container) {
        CommandResult logs = host.run(ComposeCommands.logs(container.id()), LOOK);
        String text =
                logs.succeeded() ? masker.mask(logs.output() + logs.errors()) : ""; // whole: a cut secret is not found
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    private static String shortened(String text) {
        String line = text.strip().replaceAll("(?<![^\\S\\n])[^\\S\\n]*+\\n\\s*+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
