// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.Comparator.comparing;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.problem.Problem;
import dev.homelab.provision.LogRequest;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.ProgramOutput;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads the logs of a project's containers again and again: first the last lines, then what is new. One command for all containers;
 * what both streams say is put in order by the engine's own times.
 */
final class LogReader {

    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final String GONE = "No such container";

    private record Shown(String container, LogLine line) {}

    private final RemoteHost host;
    private final Masker masker;
    private final Supplier<List<HostContainer>> look;
    private final LogRequest request;
    private final Map<String, String> last = new HashMap<>();
    private List<HostContainer> containers = List.of();
    private boolean hasBegun;

    /**
     * Reads on one host, and hides these secrets.
     *
     * @param look lists the containers of the project
     */
    LogReader(RemoteHost host, Masker masker, Supplier<List<HostContainer>> look, LogRequest request) {
        this.host = host;
        this.masker = masker;
        this.look = look;
        this.request = request;
    }

    /**
     * Returns the lines that have come since it was last called, each with its container in front.
     *
     * @throws TargetException if there is no such container
     */
    List<String> next() {
        if (containers.isEmpty()) {
            containers = found();
        }
        if (containers.isEmpty()) {
            return List.of();
        }
        List<ProgramOutput> outputs = host.runEach(
                containers.stream()
                        .map(container -> ComposeCommands.logs(
                                container.id(), request.lines(), last.getOrDefault(container.id(), "")))
                        .toList(),
                LOOK);
        List<Shown> shown = new ArrayList<>();
        boolean isGone = false;
        for (int i = 0; i < containers.size(); i++) {
            CommandResult result = outputs.get(i).text();
            if (result.succeeded()) {
                shown.addAll(added(containers.get(i), result));
            } else if (result.errors().contains(GONE)) {
                isGone = true;
            } else {
                throw new TargetException(notReadable(containers.get(i), result));
            }
        }
        if (isGone) {
            containers = List.of(); // it was recreated, or removed: the next look says which
        }
        hasBegun = true;
        boolean isAlone = request.part().isPresent();
        return shown.stream()
                .sorted(comparing(one -> one.line().time()))
                .map(one -> isAlone
                        ? one.line().text()
                        : one.container() + "  " + one.line().text())
                .toList();
    }

    private List<Shown> added(HostContainer container, CommandResult result) {
        String before = last.getOrDefault(container.id(), "");
        List<LogLine> lines = LogLine.of(result, masker).stream()
                .filter(line -> line.time().compareTo(before) > 0)
                .toList();
        if (!lines.isEmpty()) {
            last.put(container.id(), lines.get(lines.size() - 1).time());
        }
        return lines.stream().map(line -> new Shown(container.service(), line)).toList();
    }

    private Problem notReadable(HostContainer container, CommandResult result) {
        return new Problem(
                "no log",
                host.where(),
                "the log of \"%s\" cannot be read: %s"
                        .formatted(container.name(), masker.mask(result.errors().strip())),
                "let Docker keep the log on the host, by a driver such as local or json-file, or read it where its driver sends it.");
    }

    private List<HostContainer> found() {
        List<HostContainer> all = look.get();
        List<HostContainer> wanted = all.stream()
                .filter(container -> request.part()
                        .map(part -> part.equals(container.service()) || part.equals(container.name()))
                        .orElse(true))
                .toList();
        if (wanted.isEmpty() && !hasBegun) { // later it may be between two containers
            String names = String.join(
                    ", ",
                    all.stream().map(HostContainer::service).distinct().sorted().toList());
            throw new TargetException(new Problem(
                    "no container to read",
                    host.where(),
                    all.isEmpty()
                            ? "there is no container of the service."
                            : "the service has no container of that name; it has %s.".formatted(names),
                    "apply the service first, or name one of its containers."));
        }
        return wanted;
    }
}
