// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A command that prints a secret, such as {@code pass show homelab/jellyfin}.
 *
 * <p>It runs on this machine without a shell, with nothing to read, and has limited time. What it prints is shown nowhere, not even
 * when it fails: half a secret is still one.
 */
final class SecretCommand {

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(30);

    private final Map<String, String> environment;
    private final Duration patience;

    SecretCommand(Map<String, String> environment) {
        this(environment, USUAL_PATIENCE);
    }

    SecretCommand(Map<String, String> environment, Duration patience) {
        this.environment = environment;
        this.patience = patience;
    }

    /**
     * Runs the command of an {@code exec:} reference and returns what it prints.
     *
     * @throws TargetException if it cannot be started, fails, or takes too long
     */
    String output(SecretRef reference, Where where) {
        Process process = start(reference, where);
        try {
            return finished(process, reference, where);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(reference, where, "was interrupted", "run it again.");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(SecretRef reference, Where where) {
        ProcessBuilder builder =
                new ProcessBuilder(List.of(reference.location().split(" +", -1))).redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw failed(
                    reference, where, "cannot be started", "install the program where this runs, or correct its name.");
        }
    }

    private String finished(Process process, SecretRef reference, Where where) throws InterruptedException {
        CompletableFuture<byte[]> printed = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
        try {
            byte[] bytes = printed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (bytes.length > Secrets.MOST_BYTES) {
                throw failed(
                        reference,
                        where,
                        "printed more than %d KB, too much for a secret".formatted(Secrets.MOST_BYTES >> 10),
                        "let it print the secret alone.");
            }
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TimeoutException();
            }
            if (process.exitValue() != 0) {
                throw failed(
                        reference,
                        where,
                        "ended with exit code " + process.exitValue(),
                        "run it by hand as the user who runs this, and see what it says.");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (TimeoutException e) {
            throw failed(
                    reference,
                    where,
                    "did not end within %d seconds".formatted(patience.toSeconds()),
                    "see that it asks nothing; it runs without a person.");
        } catch (ExecutionException e) {
            throw failed(reference, where, "could not be read", "run it by hand as the user who runs this.");
        }
    }

    private static byte[] read(InputStream printed) {
        try {
            return printed.readNBytes(Secrets.MOST_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TargetException failed(SecretRef reference, Where where, String what, String fix) {
        return new TargetException(
                new Problem("secret not found", where, "the command of \"%s\" %s.".formatted(reference, what), fix));
    }
}
