// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import dev.homelab.lab.host.compose.ComposeException;
import dev.homelab.lab.host.shell.Output;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The command line {@code docker}, with {@code docker compose} behind it. */
public final class DockerCommands {

    private static final Set<String> CHANGING = Set.of(
            "up",
            "create",
            "start",
            "stop",
            "restart",
            "down",
            "rm",
            "remove",
            "tag",
            "run",
            "disconnect",
            "pause",
            "unpause",
            "rename",
            "update");

    private final Engine engine;
    private final ComposeCommands compose;
    private final ImageCommands images;
    private final BuildCommand build;
    private final NetworkCommands networks;
    private final InspectCommand inspect;

    /**
     * The command line of one engine.
     *
     * @param host where an absolute path of the host really is
     */
    public DockerCommands(Engine engine, Function<String, Path> host) {
        this.engine = engine;
        this.compose = new ComposeCommands(engine, host);
        this.images = new ImageCommands(engine);
        this.build = new BuildCommand(engine, host);
        this.networks = new NetworkCommands(engine);
        this.inspect = new InspectCommand(engine);
    }

    /** Returns whether the command could change anything on the host but its store of images. */
    public static boolean changes(List<String> argv) {
        List<String> words = argv.subList(Math.min(1, argv.size()), argv.size());
        if (words.isEmpty()) {
            return false;
        }
        return switch (words.get(0)) {
            case "compose" -> CHANGING.contains(ComposeCommands.command(words.subList(1, words.size())));
            case "network", "volume" -> words.size() > 1 && CHANGING.contains(words.get(1));
            default -> CHANGING.contains(words.get(0));
        };
    }

    /**
     * Runs one command, its first word {@code docker} included.
     *
     * @param input its standard input, which ends only when the client ends it; read by commands that ask for it or are set to read
     */
    public Output run(List<String> argv, Supplier<String> input) {
        try {
            return run(input, argv.size() > 1 ? argv.get(1) : "", argv.subList(Math.min(2, argv.size()), argv.size()));
        } catch (ComposeException e) {
            return Output.failure(e.exit(), String.valueOf(e.getMessage()));
        }
    }

    private Output run(Supplier<String> input, String command, List<String> rest) {
        return switch (command) {
            case "compose" -> compose.run(rest, input);
            case "version" -> version(rest);
            case "ps" -> ps(rest);
            case "network" -> networks.run(rest);
            case "info" -> networks.info(rest);
            case "volume" -> volume(rest);
            case "inspect" -> inspect.containers(rest);
            case "container" -> container(rest);
            case "rename" -> rename(rest);
            case "update" -> update(rest);
            case "logs" -> logs(rest);
            case "pause" -> each(rest, engine::pause);
            case "unpause" -> each(rest, engine::unpause);
            case "restart" -> each(rest, engine::restart);
            case "build" -> build.run(rest);
            case "image" -> images.image(rest);
            case "tag" -> images.tag(rest);
            case "pull" -> images.pull(rest);
            case "start" -> each(rest, engine::start);
            case "stop" -> each(rest, engine::stop);
            case "rm" -> each(rest, engine::remove);
            default -> Output.failure(1, "docker: '" + command + "' is not a docker command.");
        };
    }

    private Output volume(List<String> rest) {
        if (rest.indexOf("inspect") == 0) {
            return inspect.volumes(rest.subList(1, rest.size()));
        }
        if (rest.indexOf("rm") == 0) {
            rest.subList(1, rest.size()).forEach(engine::removeVolume);
            return Output.SILENT;
        }
        Arguments options = Arguments.all(rest, Set.of("--format"), Set.of("-q"));
        List<String> words = options.words();
        if (words.equals(List.of("ls")) && options.value("--format").orElse("").equals("{{.Name}}")) {
            return Output.of(engine.volumes().stream().map(name -> name + "\n").collect(Collectors.joining()));
        }
        if (words.size() == 2 && words.get(0).equals("create")) {
            engine.makeVolume(words.get(1));
            return Output.line(words.get(1));
        }
        return Output.failure(64, "the fake engine knows only ls, create NAME, inspect and rm here");
    }

    private Output container(List<String> rest) {
        return rest.indexOf("inspect") == 0
                ? inspect.containers(rest.subList(1, rest.size()))
                : Output.failure(64, "the fake engine knows only inspect here");
    }

    private Output rename(List<String> rest) {
        engine.rename(needed(rest.get(0)), rest.get(1));
        return Output.SILENT;
    }

    /** {@code docker update OPTION VALUE... NAME}. */
    private Output update(List<String> rest) {
        Container container = needed(rest.get(rest.size() - 1));
        for (int at = 0; at + 1 < rest.size(); at += 2) {
            container.settings.update(rest.get(at), rest.get(at + 1));
        }
        return Output.line(container.name);
    }

    /** What a container of the fake says is who it is and how it ended. */
    private Output logs(List<String> rest) {
        Container container = needed(rest.get(rest.size() - 1));
        String time = rest.contains("--timestamps") ? container.startedAt + " " : "";
        return Output.of((container.name + " says: " + engine.images().words(container.image))
                .lines()
                .map(line -> time + line + "\n")
                .collect(Collectors.joining()));
    }

    private Container needed(String name) {
        return engine.named(name)
                .orElseThrow(() -> new ComposeException("Error response from daemon: No such container: " + name));
    }

    private Output version(List<String> rest) {
        String format = Arguments.all(rest, Set.of("--format", "-f"), Set.of())
                .value("--format")
                .orElse("");
        return format.equals("{{.Server.APIVersion}}")
                ? Output.line(engine.apiVersion())
                : Output.failure(64, "the fake engine only shows its {{.Server.APIVersion}}");
    }

    private Output ps(List<String> rest) {
        Arguments options = Arguments.all(
                rest, Set.of("--filter", "-f", "--format"), Set.of("-a", "--all", "--no-trunc", "-aq", "-q"));
        Predicate<Container> wanted = container -> options.has("-a") || options.has("--all") || container.isRunning();
        for (String filter : options.values("--filter")) {
            wanted = wanted.and(labelled(filter));
        }
        engine.age();
        PsTemplate template = new PsTemplate(options.value("--format").orElse("{{.ID}}"));
        return Output.of(engine.containers(wanted).stream()
                .map(container ->
                        template.render(container, engine.store().shownAs(container.imageName, container.image)))
                .collect(Collectors.joining()));
    }

    private static Predicate<Container> labelled(String filter) {
        if (!filter.startsWith("label=")) {
            throw new ComposeException("Error response from daemon: Invalid filter '" + filter + "'");
        }
        String[] label = filter.substring("label=".length()).split("=", 2);
        return container -> label.length == 1
                ? container.labels.containsKey(label[0])
                : label[1].equals(container.labels.get(label[0]));
    }

    private Output each(List<String> rest, Consumer<Container> change) {
        Arguments options = Arguments.all(rest, Set.of("-t"), Set.of("-f"));
        Output all = Output.SILENT;
        for (String name : options.words()) {
            all = all.then(engine.named(name)
                    .map(container -> {
                        change.accept(container);
                        return Output.line(name);
                    })
                    .orElse(Output.failure(1, "Error response from daemon: No such container: " + name)));
        }
        return all;
    }
}
