// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.support.file.Folder;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.ssh.CommandResult;
import dev.homelab.adapter.support.ssh.RemoteHost;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.OneByOneSession;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The projects of one host. Reads them all with one {@code docker ps}; calls Compose only for what changes. */
final class ComposeSession implements OneByOneSession<ComposeProject> {

    private static final Duration LOOK = Duration.ofSeconds(60);
    private static final Duration PULL = Duration.ofMinutes(30);
    private static final Pattern CULPRIT = Pattern.compile("container (\\S+) (?:is unhealthy|exited)");

    private final RemoteHost host;
    private final String homelab;
    private final ComposeSettings settings;
    private final RootKey key;
    private final ComposeProblems problems;

    ComposeSession(RemoteHost host, String user, String homelab, ComposeSettings settings, RootKey key) {
        this.host = host;
        this.homelab = homelab;
        this.settings = settings;
        this.key = key;
        this.problems = new ComposeProblems(host, user);
    }

    @Override
    public List<Observed<ComposeProject>> observe() {
        HostContainers containers = containers();
        Folder root = host.folder(settings.root());
        Map<String, Observed<ComposeProject>> projects = new TreeMap<>();
        for (String name : root.folders()) {
            folder(name).read().ifPresent(files -> projects.put(name, containers.project(name, files)));
        }
        containers.elsewhere().forEach(name -> projects.put(name, containers.unknown(name)));
        return List.copyOf(projects.values());
    }

    @Override
    public List<Problem> preflight(List<Desired<ComposeProject>> desired) {
        if (desired.isEmpty()) {
            return List.of();
        }
        List<Problem> found = new ArrayList<>();
        CommandResult version = host.run(ComposeCommands.version(), LOOK);
        if (!version.succeeded()) {
            found.add(problems.compose(version));
        }
        if (!host.run(List.of("test", "-w", nearest(settings.root())), LOOK).succeeded()) {
            found.add(problems.root(settings.root()));
        }
        found.addAll(portsTaken(desired));
        return found;
    }

    /** Makes the changes, those of projects that use a network of another after that one's. */
    @Override
    public List<Outcome<ComposeProject>> apply(Batch<ComposeProject> batch) {
        List<Change<ComposeProject>> changes = batch.changes().stream()
                .sorted(comparing(ComposeSession::usesAnothersNetwork))
                .toList();
        return OneByOneSession.super.apply(new Batch<>(changes, batch.listener()));
    }

    @Override
    public void put(Observed<ComposeProject> picture) {
        ComposeProject project = picture.resource();
        ComposeFolder folder = folder(project.name());
        if (project.text().isEmpty() || containers().elsewhere().contains(project.name()) || isAnothers(folder)) {
            throw new TargetException(problems.elsewhere(project.name(), folder.path()));
        }
        new Groundwork(host, problems).lay(project);
        folder.write(project, picture.owner());
        ComposeCommands commands = new ComposeCommands(project.name(), folder.path());
        run(project, commands.check(), LOOK);
        start(picture, commands);
        folder.tidy(project);
    }

    @Override
    public void remove(Observed<ComposeProject> picture) {
        ComposeProject project = picture.resource();
        ComposeFolder folder = folder(project.name());
        if (folder.hasComposeFile()) {
            run(project, new ComposeCommands(project.name(), folder.path()).down(), PULL);
        }
        folder.remove();
    }

    @Override
    public void close() {
        // the connection is the run's
    }

    /** Only what was well is asked to be well again; the rest comes up as far as it can, or stays down. */
    private void start(Observed<ComposeProject> picture, ComposeCommands commands) {
        ComposeProject project = picture.resource();
        if (project.running() == Running.NOT_AT_ALL) {
            run(project, commands.create(), PULL);
            run(project, commands.stop(), PULL);
        } else if (project.running() == Running.AS_WRITTEN && picture.owner().isPresent()) {
            run(project, commands.up(settings.patience()), PULL.plus(settings.patience()));
        } else {
            run(project, commands.upWithoutWaiting(), PULL);
        }
    }

    private HostContainers containers() {
        CommandResult result = host.run(ComposeCommands.ps(), LOOK);
        if (!result.succeeded()) {
            throw new TargetException(problems.docker(result));
        }
        return new HostContainers(HostContainer.parse(result.output()), homelab, settings.root());
    }

    private ComposeFolder folder(String name) {
        return new ComposeFolder(host.folder(settings.root()).folder(name), key);
    }

    /** Returns whether a person has a project there under another file name than ours. */
    private static boolean isAnothers(ComposeFolder folder) {
        return folder.read().filter(files -> files.compose().body().isEmpty()).isPresent();
    }

    private static boolean usesAnothersNetwork(Change<ComposeProject> change) {
        return change.after()
                .map(after -> ComposeOutline.of(after.resource().text()).usesAnothersNetwork())
                .orElse(false);
    }

    private List<Problem> portsTaken(List<Desired<ComposeProject>> desired) {
        Set<String> wanted =
                desired.stream().map(want -> want.resource().name()).collect(toSet());
        List<HostContainer> others = containers().notOurs().stream()
                .filter(container -> !wanted.contains(container.project()))
                .toList();
        return desired.stream()
                .map(Desired::resource)
                .flatMap(project -> HostPort.of(project.text()).stream()
                        .flatMap(port -> others.stream()
                                .filter(other -> other.ports().stream().anyMatch(port::clashesWith))
                                .map(other -> problems.portTaken(project.name(), port, other))))
                .toList();
    }

    /** Returns the folder itself or, if it is yet to be made, the one around it that is there. */
    private String nearest(String path) {
        String nearest = path;
        while (!nearest.equals("/") && !host.folder(nearest).exists()) {
            nearest = nearest.substring(0, Math.max(nearest.lastIndexOf('/'), 1));
        }
        return nearest;
    }

    private void run(ComposeProject project, List<String> argv, Duration limit) {
        CommandResult result = host.run(argv, limit);
        if (!result.succeeded()) {
            throw new TargetException(problems.failed(project.name(), result, log(project, result)));
        }
    }

    /** Returns the last words of the container that Compose blames, without the project's secrets. */
    private String log(ComposeProject project, CommandResult result) {
        Matcher culprit = CULPRIT.matcher(result.reason());
        if (!culprit.find()) {
            return "";
        }
        CommandResult logs = host.run(ComposeCommands.logs(culprit.group(1)), LOOK);
        String text = logs.succeeded() ? logs.output() + logs.errors() : "";
        for (String secret : folder(project.name()).open(project.secrets()).values()) {
            text = text.replace(secret, "***");
        }
        return text;
    }
}
