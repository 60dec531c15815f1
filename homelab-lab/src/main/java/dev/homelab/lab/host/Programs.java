// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import dev.homelab.lab.host.shell.LoginShell;
import dev.homelab.lab.host.shell.Machine;
import dev.homelab.lab.host.shell.Output;
import dev.homelab.lab.host.shell.Shell;
import dev.homelab.spi.BinaryText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** From the text that a client sends to the programs of a host: its login shell, {@code sh}, {@code sudo}, and the PATH. */
final class Programs implements Machine {

    private static final Map<String, String> OF_A_SESSION =
            Map.of("HOME", FakeDocker.HOME, "USER", "lab", "PATH", "/usr/bin:/bin");
    private static final Map<String, String> OF_ROOT = Map.of(
            "HOME", "/root", "USER", "root", "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    private static final String DOCKER = "docker";

    private final HostSetup setup;
    private final Function<String, Path> host;
    private final Writes writes;
    private final Command command;
    private final BiConsumer<List<String>, Output> witness;

    /** A command that is no shell. */
    @FunctionalInterface
    interface Command {
        Output run(List<String> argv, Map<String, String> environment, Supplier<String> input);
    }

    /**
     * The programs of one host.
     *
     * @param host where an absolute path of the host really is
     * @param command all others
     * @param witness notified of each program that ran, but not of shells
     */
    Programs(
            HostSetup setup,
            Function<String, Path> host,
            Writes writes,
            Command command,
            BiConsumer<List<String>, Output> witness) {
        this.setup = setup;
        this.host = host;
        this.writes = writes;
        this.command = command;
        this.witness = witness;
    }

    /** Runs the text that a client sends. */
    Output signedIn(String text, Supplier<String> input) {
        LoginShell shell = setup.loginShell();
        return new Output(0, setup.greeting(), setup.greeting()).then(shell.run(text, this, OF_A_SESSION, input));
    }

    @Override
    public Output run(List<String> argv, Map<String, String> environment, Supplier<String> input) {
        List<String> rest = argv.subList(1, argv.size());
        return switch (argv.get(0)) {
            case "sh" -> Shell.run(rest, this, environment, input);
            case "sudo" -> sudo(rest, input);
            default -> {
                Output output = program(argv, environment, input);
                witness.accept(argv, output);
                yield output;
            }
        };
    }

    private Output program(List<String> argv, Map<String, String> environment, Supplier<String> input) {
        return switch (argv.get(0)) {
            case "env" -> env(argv.subList(1, argv.size()), environment, input);
            case DOCKER -> docker(argv, environment, input);
            default -> command.run(argv, environment, input);
        };
    }

    /** {@code env NAME=VALUE... COMMAND}. */
    private Output env(List<String> rest, Map<String, String> environment, Supplier<String> input) {
        Map<String, String> all = new HashMap<>(environment);
        rest.stream()
                .takeWhile(word -> word.contains("="))
                .map(word -> word.split("=", 2))
                .forEach(pair -> all.put(pair[0], pair[1]));
        return program(rest.stream().dropWhile(word -> word.contains("=")).toList(), all, input);
    }

    private Output sudo(List<String> rest, Supplier<String> input) {
        return switch (setup.sudo()) {
            case ABSENT -> Output.failure(127, "sh: sudo: not found");
            case ASKS_FOR_PASSWORD -> Output.failure(1, "sudo: a password is required");
            case FREE -> run(rest.subList(1, rest.size()), OF_ROOT, input);
        };
    }

    private Output docker(List<String> argv, Map<String, String> environment, Supplier<String> input) {
        String path = environment.getOrDefault("PATH", "");
        if (!Arrays.asList(path.split(":", -1)).contains(setup.dockerFolder())) {
            return Output.failure(127, "sh: docker: not found");
        }
        String socket = setup.dockerSocket().orElse("/var/run/docker.sock");
        String asked = Optional.ofNullable(environment.get("DOCKER_HOST"))
                .map(url -> url.replace("unix://", ""))
                .orElse("/var/run/docker.sock");
        if (!asked.equals(socket)) {
            return Output.failure(
                    1, "Cannot connect to the Docker daemon at unix://" + asked + ". Is the docker daemon running?");
        }
        if (setup.needsRoot() && !"root".equals(environment.get("USER"))) {
            return Output.failure(
                    1, "permission denied while trying to connect to the Docker daemon socket at unix://" + asked);
        }
        return command.run(argv, environment, input);
    }

    @Override
    public Output read(String path) {
        try {
            return Output.of(BinaryText.of(Files.readAllBytes(host.apply(path))));
        } catch (IOException e) {
            return Output.failure(2, "sh: 1: cannot open " + path + ": No such file");
        }
    }

    @Override
    public Output write(String path, String text, Writing how) {
        Path file = host.apply(path);
        String cannot = "sh: 1: cannot create " + path + ": ";
        boolean isThere = Files.exists(file);
        if (how.mustBeNew() && isThere && !how.isAppended()) {
            return Output.failure(2, cannot + "File exists");
        }
        if (!Files.isDirectory(file.resolveSibling("."))) {
            return Output.failure(2, cannot + "Directory nonexistent");
        }
        if (!writes.allow(path)) {
            return Output.failure(2, cannot + "Permission denied");
        }
        try {
            byte[] bytes = BinaryText.bytes(text);
            boolean isFull = bytes.length > 0 && writes.isFull(path);
            Files.write(
                    file,
                    isFull ? Arrays.copyOf(bytes, bytes.length / 2) : bytes,
                    StandardOpenOption.CREATE,
                    how.isAppended() ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            if (!isThere) {
                Set<PosixFilePermission> mode =
                        PosixFilePermissions.fromString(how.isPrivate() ? "rw-------" : "rw-r--r--");
                Files.setPosixFilePermissions(file, mode);
            }
            return isFull ? Output.failure(1, "cat: write error: No space left on device") : Output.SILENT;
        } catch (IOException e) {
            return Output.failure(2, cannot + e);
        }
    }
}
