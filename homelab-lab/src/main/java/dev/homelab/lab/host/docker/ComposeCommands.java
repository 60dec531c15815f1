// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.host.compose.ComposeException;
import dev.homelab.lab.host.compose.ComposeReader;
import dev.homelab.lab.host.compose.ComposeService;
import dev.homelab.lab.host.shell.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line behind {@code docker compose}. */
final class ComposeCommands {

    private static final Set<String> VALUED = Set.of(
            "-p",
            "--project-name",
            "--project-directory",
            "-f",
            "--file",
            "--progress",
            "--ansi",
            "--env-file",
            "--profile");

    /** What needs no file for a project that is named by {@code -p} alone. */
    private static final Set<String> BY_LABELS = Set.of("down", "stop", "start", "restart", "ps");

    private static final List<String> NAMES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");

    private static final List<String> OVERRIDES = List.of(
            "compose.override.yml",
            "compose.override.yaml",
            "docker-compose.override.yml",
            "docker-compose.override.yaml");

    private final Engine engine;
    private final BuildCommand builder;
    private final Function<String, Path> host;

    ComposeCommands(Engine engine, Function<String, Path> host) {
        this.engine = engine;
        this.builder = new BuildCommand(engine, host);
        this.host = host;
    }

    /** The word that says what to do, or nothing. */
    static String command(List<String> argv) {
        try {
            return global(argv).words().stream().findFirst().orElse("");
        } catch (ComposeException e) {
            return "";
        }
    }

    Output run(List<String> argv, Supplier<String> input) {
        Arguments global = global(argv);
        if (global.value("--progress").isPresent() && engine.composeVersion().matches("2\\.1[0-8]\\..*")) {
            throw new ComposeException(1, "unknown flag: --progress");
        }
        if (global.words().isEmpty()) {
            throw new ComposeException(16, "docker compose needs a command");
        }
        String command = global.words().get(0);
        List<String> rest = global.words().subList(1, global.words().size());
        if (command.equals("version")) {
            return version(rest);
        }
        ComposeProject project = BY_LABELS.contains(command) && isNamedAlone(global)
                ? new ComposeProject(global.value("-p").orElseThrow(), "", "", Optional.empty())
                : project(global, input);
        return project.withWarnings(attempt(() -> run(command, rest, project, input)));
    }

    private Output run(String command, List<String> rest, ComposeProject project, Supplier<String> input) {
        return switch (command) {
            case "config" -> config(rest, project);
            case "up" -> up(rest, project, input);
            case "create" -> create(rest, project, input);
            case "pull" -> pull(rest, project);
            case "start" -> each(rest, project, engine::start);
            case "stop" -> each(rest, project, engine::stop);
            case "restart" -> each(rest, project, engine::restart);
            case "ps" -> ps(rest, project);
            case "down" -> down(rest, project);
            default -> throw new ComposeException(16, "unknown docker command: \"compose " + command + "\"");
        };
    }

    /** Such a command reads no file, not even one that lies where it is called. */
    private static boolean isNamedAlone(Arguments global) {
        return global.has("-p") && !global.has("-f") && !global.has("--file");
    }

    private static Arguments global(List<String> argv) {
        return Arguments.leading(argv, VALUED, Set.of("--compatibility"));
    }

    private Output version(List<String> rest) {
        boolean isShort = Arguments.all(rest, Set.of(), Set.of("--short")).has("--short");
        return Output.line((isShort ? "" : "Docker Compose version ") + engine.composeVersion());
    }

    private ComposeProject project(Arguments global, Supplier<String> input) {
        List<String> files = global.has("-f") ? global.values("-f") : global.values("--file");
        Optional<String> written = files.stream().findFirst();
        String directory = global.value("--project-directory")
                .orElseGet(() -> written.map(path -> path.substring(0, Math.max(path.lastIndexOf('/'), 0)))
                        .orElse("/"));
        Optional<String> path = written.or(() -> first(directory, NAMES));
        String name = global.value("-p")
                .or(() -> global.value("--project-name"))
                .orElseGet(() -> directory.substring(directory.lastIndexOf('/') + 1));
        ComposeReader reader = new ComposeReader(name, host.apply(directory), host);
        List<String> overrides = overrides(files, directory);
        return new ComposeProject(
                name,
                directory,
                Stream.concat(path.stream(), overrides.stream()).collect(Collectors.joining(",")),
                path.map(place -> place.equals("-") ? reader.readText(input.get()) : reader.read(place, overrides)));
    }

    /** Without a file that is named, the override file beside it is added. */
    private List<String> overrides(List<String> files, String directory) {
        return files.isEmpty() ? first(directory, OVERRIDES).stream().toList() : files.subList(1, files.size());
    }

    private Optional<String> first(String directory, List<String> names) {
        return names.stream()
                .map(name -> directory + "/" + name)
                .filter(path -> Files.isRegularFile(host.apply(path)))
                .findFirst();
    }

    private Output config(List<String> rest, ComposeProject project) {
        Arguments options = Arguments.all(
                rest, Set.of("--hash", "--format"), Set.of("-q", "--quiet", "--services", "--resolve-image-digests"));
        List<ComposeService> services = project.file()
                .orElseThrow(() -> new ComposeException(14, "no configuration file provided: not found"))
                .services();
        if (options.has("--services")) {
            return lines(services, ComposeService::name);
        }
        if (options.has("--resolve-image-digests")) {
            return resolved(services);
        }
        Predicate<String> wanted = options.value("--hash")
                .<Predicate<String>>map(name ->
                        s -> name.equals("*") || List.of(name.split(",")).contains(s))
                .orElse(s -> false);
        return lines(
                services.stream().filter(service -> wanted.test(service.name())).toList(),
                service -> service.name() + " " + service.hash());
    }

    /** The images alone; the real one prints the whole file. One that no registry knows fails all. */
    private Output resolved(List<ComposeService> services) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ObjectNode resolved = root.putObject("services");
        for (ComposeService service : services) {
            String image = service.image();
            try {
                String pinned = image.contains("@")
                        ? image
                        : image + "@" + engine.store().resolve(image);
                resolved.putObject(service.name()).put("image", pinned);
            } catch (ComposeException e) {
                throw new ComposeException("failed to resolve digest for " + image
                        + ": Error response from daemon: manifest unknown: manifest unknown");
            }
        }
        return Output.line(root.toString());
    }

    private static Output lines(List<ComposeService> services, Function<ComposeService, String> line) {
        return Output.of(
                services.stream().map(line.andThen(text -> text + "\n")).collect(Collectors.joining()));
    }

    private Output up(List<String> rest, ComposeProject project, Supplier<String> input) {
        Arguments options = Arguments.all(
                rest,
                Set.of("--wait-timeout", "--pull", "-t", "--timeout"),
                Set.of(
                        "-d",
                        "--detach",
                        "--wait",
                        "--remove-orphans",
                        "--quiet-pull",
                        "-y",
                        "--yes",
                        "--no-start",
                        "--force-recreate",
                        "--no-build",
                        "--no-deps",
                        "--no-color"));
        if (!options.has("-d") && !options.has("--detach") && !options.has("--wait") && !options.has("--no-start")) {
            throw new ComposeException("the fake Compose starts containers in the background only: use -d");
        }
        return bringUp(options, project, input, !options.has("--no-start"));
    }

    private Output create(List<String> rest, ComposeProject project, Supplier<String> input) {
        Set<String> flags = Set.of("--remove-orphans", "--force-recreate", "--quiet-pull", "-y", "--yes", "--no-build");
        return bringUp(Arguments.all(rest, Set.of("--pull"), flags), project, input, false);
    }

    private Output bringUp(Arguments options, ComposeProject project, Supplier<String> input, boolean start) {
        boolean isYes = options.has("-y") || options.has("--yes");
        ComposeUp up = new ComposeUp(engine, builder, project, options.words(), isYes ? () -> "y" : input);
        Output done = attempt(() -> {
            if (options.value("--pull").orElse("").equals("always")) {
                up.pull();
            }
            up.create(options.has("--remove-orphans"), options.has("--force-recreate"));
            if (start) {
                up.start();
            }
            if (start && options.has("--wait")) {
                up.await();
            }
            return Output.SILENT;
        });
        return new Output(0, "", up.progress()).then(done);
    }

    private Output pull(List<String> rest, ComposeProject project) {
        Arguments.all(rest, Set.of("--policy"), Set.of("-q", "--quiet", "--include-deps"));
        new ComposeUp(engine, builder, project, List.of(), () -> "").pull();
        return Output.SILENT;
    }

    private Output each(List<String> rest, ComposeProject project, Consumer<Container> change) {
        List<String> services =
                Arguments.all(rest, Set.of("-t", "--timeout"), Set.of("--wait")).words();
        engine.ofProject(project.name()).stream()
                .filter(container -> services.isEmpty() || services.contains(container.service()))
                .forEach(change);
        return Output.SILENT;
    }

    private Output ps(List<String> rest, ComposeProject project) {
        Arguments options = Arguments.all(rest, Set.of("--format"), Set.of("-a", "--all", "--no-trunc"));
        if (!options.value("--format").orElse("").equals("json")) {
            throw new ComposeException("the fake Compose lists in JSON only: use --format json");
        }
        boolean all = options.has("-a") || options.has("--all");
        return Output.of(engine.ofProject(project.name()).stream()
                .filter(container -> all || container.isRunning())
                .map(container -> ComposePs.line(container) + "\n")
                .collect(Collectors.joining()));
    }

    private Output down(List<String> rest, ComposeProject project) {
        Arguments options =
                Arguments.all(rest, Set.of("-t", "--timeout", "--rmi"), Set.of("--remove-orphans", "-v", "--volumes"));
        new ComposeDown(engine, project)
                .run(options.has("--remove-orphans"), options.has("-v") || options.has("--volumes"));
        return Output.SILENT;
    }

    private static Output attempt(Supplier<Output> work) {
        try {
            return work.get();
        } catch (ComposeException e) {
            return Output.failure(e.exit(), String.valueOf(e.getMessage()));
        }
    }
}
