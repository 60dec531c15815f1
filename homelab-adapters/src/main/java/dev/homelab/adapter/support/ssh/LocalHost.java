// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static java.util.stream.Collectors.toMap;

import dev.homelab.adapter.support.file.LocalFolder;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Folder;
import dev.homelab.spi.RemoteHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The machine that this runs on. A program finds the same as in a session over SSH: the home folder and a few variables, and
 * none of those that this process was given, since secrets are among them and Compose would put them into projects.
 */
final class LocalHost implements RemoteHost {

    private static final Optional<String> SESSION = Stream.of("/usr/bin/setsid", "/bin/setsid")
            .filter(program -> Files.isExecutable(Path.of(program)))
            .findFirst();

    private static final Set<String> KEPT = Set.of(
            "PATH",
            "HOME",
            "USER",
            "LOGNAME",
            "LANG",
            "XDG_RUNTIME_DIR",
            "DOCKER_HOST",
            "DOCKER_CONFIG",
            "DOCKER_CONTEXT");

    private final String name;
    private final HostEnvironment environment;

    LocalHost(String name, HostEnvironment environment) {
        this.name = name;
        this.environment = environment;
    }

    @Override
    public Where where() {
        return Where.target(name, "this machine");
    }

    @Override
    public Folder folder(String path) {
        return environment.needsSudo() ? new ShellFolder(this, path) : new LocalFolder(Path.of(path));
    }

    @Override
    public CommandResult run(List<String> argv, String input, Duration limit) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        CommandResult result = run(argv, input, output, line -> {}, limit);
        return new CommandResult(result.exit(), output.toString(StandardCharsets.UTF_8), result.errors());
    }

    @Override
    public CommandResult follow(List<String> argv, Consumer<String> errors, Duration limit) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        CommandResult result = run(argv, "", output, errors, limit);
        return new CommandResult(result.exit(), output.toString(StandardCharsets.UTF_8), result.errors());
    }

    @Override
    public CommandResult run(List<String> argv, OutputStream output, Duration limit) {
        return run(argv, "", output, line -> {}, limit);
    }

    private CommandResult run(
            List<String> argv, String input, OutputStream output, Consumer<String> lines, Duration limit) {
        Process process;
        try {
            process = builder(environment.onThisMachine(argv)).start();
        } catch (IOException e) {
            throw failed("\"%s\" could not be started: %s".formatted(String.join(" ", argv), e.getMessage()));
        }
        LimitedOutput limited = new LimitedOutput(output);
        CompletableFuture<Boolean> printed = Pipes.copy(process.getInputStream(), limited, () -> stop(process));
        CompletableFuture<String> errors = Pipes.text(process.getErrorStream(), lines);
        Pipes.feed(process.getOutputStream(), input);
        try {
            await(process, argv, limit);
            printed.join();
            return limited.isExceeded()
                    ? LimitedOutput.exceeded()
                    : new CommandResult(process.exitValue(), "", errors.join());
        } finally {
            stop(process);
        }
    }

    private static void stop(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void await(Process process, List<String> argv, Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed("\"%s\" did not end within %d s".formatted(String.join(" ", argv), limit.toSeconds()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("\"%s\" was interrupted".formatted(String.join(" ", argv)));
        }
    }

    /** In a session of its own where that can be had, so that Ctrl-C in a terminal does not end it in the middle of a step. */
    private static ProcessBuilder builder(List<String> argv) {
        List<String> line = new ArrayList<>(argv);
        SESSION.ifPresent(program -> line.add(0, program));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(Path.of(System.getProperty("user.home", "/")).toFile());
        Map<String, String> kept = builder.environment().entrySet().stream()
                .filter(variable ->
                        KEPT.contains(variable.getKey()) || variable.getKey().startsWith("LC_"))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        builder.environment().clear();
        builder.environment().putAll(kept);
        return builder;
    }

    private TargetException failed(String what) {
        return new TargetException(new Problem(
                "command not run", where(), what + ".", "check this machine; if it is only slow, run again."));
    }
}
