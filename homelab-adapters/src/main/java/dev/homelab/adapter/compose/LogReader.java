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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the logs of a project's containers again and again: first the last lines, then what is new. One command for all containers;
 * what both streams say is put in order by the engine's own times.
 */
final class LogReader {

    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Pattern LINE = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\S{8,40}) ?(.*)");

    private record Line(String time, String container, String text) {}

    private final RemoteHost host;
    private final Masker masker;
    private final Supplier<List<HostContainer>> look;
    private final LogRequest request;
    private final Map<String, String> last = new HashMap<>();
    private List<HostContainer> containers = List.of();

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
        List<ProgramOutput> outputs = host.runEach(
                containers.stream()
                        .map(container -> ComposeCommands.logs(
                                container.id(), request.lines(), last.getOrDefault(container.id(), "")))
                        .toList(),
                LOOK);
        List<Line> lines = new ArrayList<>();
        boolean isGone = false;
        for (int i = 0; i < containers.size(); i++) {
            CommandResult result = outputs.get(i).text();
            isGone |= !result.succeeded();
            if (result.succeeded()) {
                lines.addAll(added(containers.get(i), result));
            }
        }
        if (isGone) {
            containers = List.of(); // it was recreated, or removed: the next look says which
        }
        boolean isAlone = request.part().isPresent();
        return lines.stream()
                .sorted(comparing(Line::time)) // stable: what has no time stays where it is
                .map(line -> isAlone ? line.text() : line.container() + "  " + line.text())
                .toList();
    }

    private List<Line> added(HostContainer container, CommandResult result) {
        String before = last.getOrDefault(container.id(), "");
        List<Line> lines = new ArrayList<>();
        masker.mask(result.output() + "\n" + result.errors()).lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && matcher.group(1).compareTo(before) > 0) {
                lines.add(new Line(matcher.group(1), container.service(), matcher.group(2)));
            }
        });
        lines.stream().map(Line::time).max(String::compareTo).ifPresent(time -> last.put(container.id(), time));
        return lines;
    }

    private List<HostContainer> found() {
        List<HostContainer> all = look.get();
        List<HostContainer> wanted = all.stream()
                .filter(container -> request.part()
                        .map(part -> part.equals(container.service()) || part.equals(container.name()))
                        .orElse(true))
                .toList();
        if (wanted.isEmpty()) {
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
