// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import dev.homelab.lab.host.docker.DockerCommands;
import dev.homelab.lab.host.find.FindCommand;
import dev.homelab.lab.host.shell.Output;
import dev.homelab.lab.host.swarm.SwarmCommands;
import dev.homelab.spi.BinaryText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The commands a fake host has: a handful for files, {@code find}, and {@code docker}. */
final class HostCommands {

    private static final String DOCKER_CONFIG = "DOCKER_CONFIG";

    private final Function<String, Path> host;
    private final FakeDocker docker;
    private final Writes writes;
    private final FileCommands files;
    private volatile Duration skew = Duration.ZERO;
    private final Map<String, BooleanSupplier> running = new ConcurrentHashMap<>();
    private final List<String> programs = new CopyOnWriteArrayList<>();
    private final Map<String, Function<List<String>, Output>> installed = new ConcurrentHashMap<>();

    HostCommands(Function<String, Path> host, FakeDocker docker, Writes writes) {
        this.host = host;
        this.docker = docker;
        this.writes = writes;
        this.files = new FileCommands(host, writes);
    }

    /**
     * Runs one command.
     *
     * @param environment its variables
     * @param input asked only by a command that reads it, since most clients never end it
     */
    Output run(List<String> argv, Map<String, String> environment, Supplier<String> input) {
        List<String> rest = argv.subList(1, argv.size());
        try {
            return switch (argv.get(0)) {
                case "true" -> Output.SILENT;
                case "false" -> new Output(1, "", "");
                case "echo" -> Output.line(String.join(" ", rest));
                case "cat" -> rest.isEmpty() ? Output.of(input.get()) : each(rest, this::cat);
                case "wc" -> Output.line(String.valueOf(BinaryText.bytes(input.get()).length));
                case "ls" -> each(rest, this::ls);
                case "stat" -> stat(rest.get(2));
                case "cp" -> files.copy(rest);
                case "mv" -> files.move(rest);
                case "chmod" -> files.chmod(rest);
                case "chown" -> files.chown(rest);
                case "rmdir" -> files.removeFolder(rest);
                case "sha256sum" -> each(rest, this::sha256sum);
                case "test" -> test(rest);
                case "mkdir" -> each(rest, this::mkdir);
                case "install" ->
                    mkdir(rest.get(rest.size() - 1)); // -d with owner and mode, which the lab does not keep
                case "find" -> new FindCommand(host).run(rest);
                case "date" ->
                    Output.line(String.valueOf(Instant.now().plus(skew).getEpochSecond())); // +%s
                case "id" -> Output.line(rest.equals(List.of("-u")) ? "1000" : "lab");
                case "ps" ->
                    Output.of("  PID COMMAND\n    1 /sbin/init\n" + processes() + " 4242 " + String.join(" ", argv)
                            + "\n");
                case "ss" -> Output.of(docker.listening() + String.join("", programs));
                case "printenv" ->
                    environment.containsKey(rest.get(0))
                            ? Output.line(environment.getOrDefault(rest.get(0), ""))
                            : new Output(1, "", "");
                case "ln" -> link(rest);
                case "rm" -> rest.get(0).equals("-f") ? each(rest, files::remove) : remove(rest);
                case "docker" ->
                    docker(argv, input, environment.getOrDefault(DOCKER_CONFIG, environment.get("HOME") + "/.docker"));
                default -> installed(argv.get(0), rest, 127, "sh: " + argv.get(0) + ": not found");
            };
        } catch (IOException e) {
            return Output.failure(1, argv.get(0) + ": " + e);
        }
    }

    FileCommands files() {
        return files;
    }

    /** Puts the clock ahead, or behind if this is negative. */
    void skewClock(Duration ahead) {
        skew = ahead;
    }

    /** Adds a program, by what its command begins with: a path, or a container and a path in it. */
    void install(String name, Function<List<String>, Output> program) {
        installed.put(name, program);
    }

    private Output installed(String name, List<String> rest, int exit, String missing) {
        Function<List<String>, Output> program = installed.get(name);
        return program == null ? Output.failure(exit, missing) : program.apply(rest);
    }

    private Output exec(List<String> argv) {
        String missing = "Error response from daemon: No such container: " + argv.get(2);
        return installed(argv.get(2) + " " + argv.get(3), argv.subList(4, argv.size()), 1, missing);
    }

    /** Lets a program run on, which is asked whenever processes are listed whether it still does. */
    void runOn(int process, String command, BooleanSupplier isRunning) {
        running.put("%5d %s\n".formatted(process, command), isRunning);
    }

    private String processes() {
        running.values().removeIf(isRunning -> !isRunning.getAsBoolean());
        return String.join("", running.keySet());
    }

    /** Lets a program listen, as {@code ss -H -l -n -t -u -p} shows it to root. */
    void listen(String protocol, String address, int port, String program) {
        programs.add(FakeDocker.listening(protocol, address, port, program));
    }

    private Output docker(List<String> argv, Supplier<String> input, String folder) {
        if (argv.size() > 3 && argv.get(1).equals("exec")) {
            return exec(argv);
        }
        if ((DockerCommands.changes(argv) || SwarmCommands.changes(argv.subList(1, argv.size()))) && !writes.allow()) {
            return Output.failure(1, "Error response from daemon: the fake host refuses to change anything");
        }
        return docker.run(argv, input, folder);
    }

    private Output cat(String path) throws IOException {
        return Files.isRegularFile(host.apply(path))
                ? Output.of(new String(Files.readAllBytes(host.apply(path)), StandardCharsets.UTF_8))
                : missing("cat", path);
    }

    /** {@code ls -d -L FILE}. */
    private Output ls(String path) {
        return Files.exists(host.apply(path)) ? Output.line(path) : missing("ls", path);
    }

    /** {@code stat -c %Y FILE}. */
    private Output stat(String path) throws IOException {
        Path file = host.apply(path);
        return Files.exists(file)
                ? Output.line(String.valueOf(Files.getLastModifiedTime(file).to(TimeUnit.SECONDS)))
                : missing("stat", path);
    }

    private Output sha256sum(String path) throws IOException {
        Path file = host.apply(path);
        if (!Files.isRegularFile(file)) {
            return missing("sha256sum", path);
        }
        return Output.line(sha256(Files.readAllBytes(file)) + "  " + path);
    }

    private Output mkdir(String path) throws IOException {
        Path folder = host.apply(path);
        if (Files.isDirectory(folder)) {
            return Output.SILENT;
        }
        if (!writes.allow(path)) {
            return Output.failure(1, "mkdir: cannot create directory '" + path + "': Permission denied");
        }
        Files.createDirectories(folder);
        return Output.SILENT;
    }

    /** {@code ln -s TARGET... FOLDER}, or {@code ln -sf}. */
    private Output link(List<String> rest) throws IOException {
        Path folder = host.apply(rest.get(rest.size() - 1));
        for (String target : rest.subList(1, rest.size() - 1)) {
            Path place = host.apply(target);
            Path link = folder.resolve(String.valueOf(place.getFileName()));
            if (rest.get(0).equals("-sf")) {
                Files.deleteIfExists(link);
            }
            Files.createSymbolicLink(link, place);
        }
        return Output.SILENT;
    }

    /** {@code rm -rf FOLDER}, which counts as one write. */
    private Output remove(List<String> rest) throws IOException {
        String path = rest.get(rest.size() - 1);
        if (!rest.get(0).equals("-rf") || !writes.allow(path)) {
            return Output.failure(1, "rm: cannot remove '" + path + "': Permission denied");
        }
        if (Files.isDirectory(host.apply(path))) {
            try (Stream<Path> all = Files.walk(host.apply(path))) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
        return Output.SILENT;
    }

    private Output test(List<String> rest) {
        if (rest.size() == 3 && rest.get(1).equals("-eq")) {
            return new Output(rest.get(0).equals(rest.get(2)) ? 0 : 1, "", "");
        }
        if (rest.size() != 2) {
            return Output.failure(2, "test: the fake host takes one operator and one path");
        }
        if (rest.get(0).equals("-z")) {
            return new Output(rest.get(1).isEmpty() ? 0 : 1, "", "");
        }
        Path path = host.apply(rest.get(1));
        boolean holds = switch (rest.get(0)) {
            case "-d" -> Files.isDirectory(path);
            case "-f" -> Files.isRegularFile(path);
            case "-e" -> Files.exists(path);
            case "-w" -> Files.isWritable(path);
            case "-r" -> Files.isReadable(path);
            case "-S" -> Files.exists(path);
            default -> false;
        };
        return new Output(holds ? 0 : 1, "", "");
    }

    private interface OnPath {

        Output run(String path) throws IOException;
    }

    /** Goes on after a failure, as these commands do, and fails in the end. */
    private static Output each(List<String> paths, OnPath command) throws IOException {
        Output all = Output.SILENT;
        for (String path : paths) {
            if (!path.startsWith("-")) {
                Output one = command.run(path);
                all = new Output(Math.max(all.exit(), one.exit()), all.out() + one.out(), all.err() + one.err());
            }
        }
        return all;
    }

    private static Output missing(String command, String path) {
        return Output.failure(1, command + ": " + path + ": No such file or directory");
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
