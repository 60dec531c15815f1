// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.dnsmasq;

import dev.homelab.adapter.support.name.NameProblems;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Folder;
import dev.homelab.spi.OwnedText;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The lines of one hosts file. A batch is written in one step, whatever the number of changes. */
final class DnsmasqSession implements Session<HostsName> {

    private static final Duration RELOAD_LIMIT = Duration.ofSeconds(30);

    private final String homelab;
    private final RemoteHost host;
    private final DnsmasqSettings settings;
    private final DnsmasqProblems problems;
    private final NameProblems names;
    private final Folder folder;
    private String seen = "";

    DnsmasqSession(String homelab, RemoteHost host, DnsmasqSettings settings, DnsmasqProblems problems) {
        this.homelab = homelab;
        this.host = host;
        this.settings = settings;
        this.problems = problems;
        this.names = new NameProblems(problems.where(), "\"" + problems.file() + "\"");
        this.folder = host.folder(settings.folder());
    }

    @Override
    public List<Observed<HostsName>> observe() {
        return read().observed();
    }

    @Override
    public List<Problem> preflight(List<Desired<HostsName>> desired) {
        HostsFile file = HostsFile.parse(homelab, seen);
        return desired.stream()
                .map(Desired::resource)
                .flatMap(name -> contradictions(file, name))
                .toList();
    }

    @Override
    public List<Problem> preflightChanges(List<Change<HostsName>> changes) {
        return OwnedText.isDamaged(seen) && !changes.isEmpty() ? List.of(problems.damaged()) : List.of();
    }

    @Override
    public List<Outcome<HostsName>> apply(Batch<HostsName> batch) {
        if (batch.changes().isEmpty()) {
            return List.of();
        }
        if (batch.cancellation().isCancelled()) {
            return batch.changes().stream().map(Outcome::skipped).toList();
        }
        Map<Change<HostsName>, List<Problem>> failed = new LinkedHashMap<>();
        try {
            write(batch.changes(), failed);
        } catch (TargetException e) {
            batch.changes().forEach(change -> failed.putIfAbsent(change, e.problems()));
        }
        return batch.changes().stream()
                .map(change -> failed.containsKey(change)
                        ? Outcome.failed(change, failed.getOrDefault(change, List.of()))
                        : Outcome.applied(change))
                .toList();
    }

    @Override
    public void close() {
        // the connection is the run's
    }

    /** Reads right before it writes, so that what was added by hand since it was planned stays. */
    private void write(List<Change<HostsName>> changes, Map<Change<HostsName>, List<Problem>> failed) {
        Optional<String> text = folder.read(settings.name());
        if (text.filter(OwnedText::isDamaged).isPresent()) {
            throw new TargetException(problems.damaged());
        }
        HostsFile before = HostsFile.parse(homelab, text.orElse(""));
        List<Change<HostsName>> possible = new ArrayList<>();
        for (Change<HostsName> change : changes) {
            before.taken(change)
                    .ifPresentOrElse(
                            line -> failed.put(change, List.of(names.taken(change.key(), line.text()))),
                            () -> possible.add(change));
        }
        HostsFile after = before.with(possible);
        if (!after.hasLinesOf(before)) {
            if (text.isPresent()) {
                folder.writeLike(settings.name(), after.text(), settings.name());
            } else {
                folder.write(settings.name(), after.text(), Folder.Access.SHARED);
            }
        }
        reload();
    }

    /** Also when nothing had to be written: an earlier run may have ended in between. */
    private void reload() {
        if (!settings.reload().isEmpty()) {
            CommandResult result = host.run(settings.reload(), RELOAD_LIMIT);
            if (!result.succeeded()) {
                throw problems.notReloaded(String.join(" ", settings.reload()), result.reason());
            }
        }
    }

    private HostsFile read() {
        seen = folder.read(settings.name()).orElse("");
        return HostsFile.parse(homelab, seen);
    }

    private Stream<Problem> contradictions(HostsFile file, HostsName name) {
        return file.contradictions(name).stream().map(line -> names.contradicted(name.hostname(), line.text()));
    }
}
