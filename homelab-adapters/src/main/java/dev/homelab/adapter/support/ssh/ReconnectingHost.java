// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.PollPolicy;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Folder;
import dev.homelab.spi.ProgramOutput;
import dev.homelab.spi.RemoteHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A host that may become unreachable for a moment while changes are made: it reboots, its SSH server or its engine restarts. What it
 * could not do, or did without its answer being heard, is done again once it answers, so every command must be harmless when
 * it is run twice.
 */
final class ReconnectingHost implements RemoteHost {

    private static final Duration LOOK = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final List<String> PROCESSES = List.of("ps", "-A", "-o", "pid,args");
    private static final String DOCKER = "docker";

    /**
     * What Docker and Compose say of an engine that is stopped or starting, and of one that is stopping: it still answers after it has
     * closed its stores and its connection to containerd (moby: {@code libnetwork/datastore}, gRPC and bbolt).
     */
    private static final Pattern NO_ENGINE =
            Pattern.compile("Cannot connect to the Docker daemon|error during connect|\\.sock(/\\S{1,300}|): |"
                    + "(?m:^(unexpected )?EOF$)|(store for object type|network db store)[^\n]{1,300}open : no such file|"
                    + "database not open|connection is closing|transport is closing|daemon is shutting down");

    /** Hung up, interrupted or terminated, as a host does to all programs when it shuts down. */
    private static final Set<Integer> ENDED_BY_SIGNAL = Set.of(-1, 129, 130, 143);

    private final RemoteHost host;
    private final Supplier<ReconnectPolicy> policy;
    private final Reconnection line;
    private final Reconnection engine;

    ReconnectingHost(RemoteHost host, Supplier<ReconnectPolicy> policy) {
        this.host = host;
        this.policy = policy;
        this.line = new Reconnection(policy);
        this.engine = new Reconnection(policy);
    }

    @Override
    public Where where() {
        return host.where();
    }

    @Override
    public Folder folder(String path) {
        return new ReconnectingFolder(host.folder(path), line);
    }

    @Override
    public CommandResult run(List<String> argv, String input, Duration limit) {
        return repeat(argv, limit, () -> host.run(argv, input, limit));
    }

    @Override
    public CommandResult follow(List<String> argv, Consumer<String> errors, Duration limit) {
        return repeat(argv, limit, () -> host.follow(argv, errors, limit));
    }

    /** What a program printed before it was cut off is not passed on. */
    @Override
    public CommandResult run(List<String> argv, OutputStream output, Duration limit) {
        if (policy.get().isNone()) {
            return host.run(argv, output, limit);
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        CommandResult result = repeat(argv, limit, () -> {
            printed.reset();
            return host.run(argv, printed, limit);
        });
        try {
            printed.writeTo(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    /** Nothing of it changes anything, so it needs no wait for a part that may still run. */
    @Override
    public List<ProgramOutput> runEach(List<List<String>> programs, Duration limit) {
        return engine.repeat(
                isAgain -> {
                    List<ProgramOutput> outputs = line.repeat(again -> host.runEach(programs, limit), seen -> false);
                    return outputs.stream().anyMatch(output -> wasEndedFromOutside(output.text()))
                            ? line.repeat(again -> host.runEach(programs, limit), seen -> false)
                            : outputs;
                },
                outputs -> IntStream.range(0, outputs.size())
                        .filter(at -> String.join(" ", programs.get(at)).contains(DOCKER))
                        .anyMatch(at -> isWithoutEngine(outputs.get(at).text())));
    }

    private CommandResult repeat(List<String> argv, Duration limit, Supplier<CommandResult> command) {
        if (!argv.contains(DOCKER)) {
            return line.repeat(isAgain -> command.get(), result -> false);
        }
        Function<Boolean, CommandResult> once = isAgain -> {
            if (isAgain) {
                awaitEnd(argv, limit);
            }
            return command.get();
        };
        return engine.repeat(
                isAgain -> {
                    CommandResult result = line.repeat(once, seen -> false);
                    return wasEndedFromOutside(result) ? line.repeat(once, seen -> false) : result;
                },
                ReconnectingHost::isWithoutEngine);
    }

    private static boolean isWithoutEngine(CommandResult result) {
        return !result.succeeded()
                && NO_ENGINE.matcher(result.errors()).find()
                && !result.errors().contains("permission denied");
    }

    private boolean wasEndedFromOutside(CommandResult result) {
        ReconnectPolicy now = policy.get();
        return ENDED_BY_SIGNAL.contains(result.exit())
                && !now.isNone()
                && !now.cancellation().isCancelled();
    }

    /** An SSH server does not end a program whose connection broke. Docker and Compose have ended before they are started again. */
    private void awaitEnd(List<String> argv, Duration limit) {
        boolean stillRuns = new PollPolicy(limit, INTERVAL)
                .await(() -> isRunning(argv), runs -> !runs, policy.get().cancellation());
        if (stillRuns) {
            throw new UnreachableHostException(new Problem(
                    "command not run",
                    where(),
                    "the connection broke while \"%s\" ran, and it still runs.".formatted(String.join(" ", argv)),
                    "wait until it ends, and run again."));
        }
    }

    /**
     * A host that cannot list its processes has none that are known. {@code env} becomes the program that it starts, so what stands
     * before that is in no list.
     */
    private boolean isRunning(List<String> argv) {
        String args = String.join(" ", argv.subList(argv.indexOf(DOCKER), argv.size()));
        return host.run(PROCESSES, LOOK)
                .output()
                .lines()
                .map(process -> process.strip().replaceFirst("^[0-9]++ ++", ""))
                .anyMatch(args::equals);
    }
}
