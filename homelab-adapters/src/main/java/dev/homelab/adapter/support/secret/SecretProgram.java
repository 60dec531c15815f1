// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * A program that prints a secret.
 *
 * <p>It runs on this machine without a shell, with nothing to read, and has limited time.
 */
final class SecretProgram {

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> environment;
    private final Duration patience;

    /** What kept a program from coming to an end. */
    enum Failure {
        NOT_STARTED("cannot be started"),
        TOO_LARGE("printed more than %d KB, too much for a secret".formatted(Secrets.MOST_BYTES >> 10)),
        TOO_LONG("did not end within its time"),
        UNREADABLE("could not be read"),
        INTERRUPTED("was interrupted");

        private final String words;

        Failure(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    SecretProgram(Map<String, String> environment) {
        this(environment, USUAL_PATIENCE);
    }

    SecretProgram(Map<String, String> environment, Duration patience) {
        this.environment = environment;
        this.patience = patience;
    }

    /**
     * Runs a program to its end.
     *
     * @param problem what is thrown if it does not come to an end
     */
    ProgramResult run(List<String> argv, Function<Failure, TargetException> problem) {
        Process process = start(argv, problem);
        try {
            return finished(process, problem);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw problem.apply(Failure.INTERRUPTED);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(List<String> argv, Function<Failure, TargetException> problem) {
        ProcessBuilder builder = new ProcessBuilder(argv);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw problem.apply(Failure.NOT_STARTED);
        }
    }

    private ProgramResult finished(Process process, Function<Failure, TargetException> problem)
            throws InterruptedException {
        CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
        CompletableFuture<byte[]> errors = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
        try {
            byte[] printed = output.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (printed.length > Secrets.MOST_BYTES) {
                throw problem.apply(Failure.TOO_LARGE);
            }
            String said = new String(errors.get(patience.toMillis(), TimeUnit.MILLISECONDS), StandardCharsets.UTF_8);
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            return new ProgramResult(process.exitValue(), printed, said);
        } catch (TimeoutException e) {
            throw problem.apply(Failure.TOO_LONG);
        } catch (ExecutionException e) {
            throw problem.apply(Failure.UNREADABLE);
        }
    }

    private static byte[] read(InputStream printed) {
        try {
            return printed.readNBytes(Secrets.MOST_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
