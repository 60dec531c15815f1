// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A command that prints a secret, such as {@code pass show homelab/jellyfin}. What it prints is shown nowhere, not even when it fails:
 * half a secret is still one.
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
        ProgramResult result = new SecretProgram(environment, patience)
                .run(List.of(reference.location().split(" +", -1)), failure -> problem(failure, reference, where));
        if (result.exit() != 0) {
            throw failed(
                    reference,
                    where,
                    "ended with exit code " + result.exit(),
                    "run it by hand as the user who runs this, and see what it says.");
        }
        return new String(result.output(), StandardCharsets.UTF_8);
    }

    private TargetException problem(SecretProgram.Failure failure, SecretRef reference, Where where) {
        return switch (failure) {
            case NOT_STARTED ->
                failed(reference, where, failure.words(), "install the program where this runs, or correct its name.");
            case TOO_LARGE -> failed(reference, where, failure.words(), "let it print the secret alone.");
            case TOO_LONG ->
                failed(
                        reference,
                        where,
                        "did not end within %d seconds".formatted(patience.toSeconds()),
                        "see that it asks nothing; it runs without a person.");
            case UNREADABLE -> failed(reference, where, failure.words(), "run it by hand as the user who runs this.");
            case INTERRUPTED -> failed(reference, where, failure.words(), "run it again.");
        };
    }

    private static TargetException failed(SecretRef reference, Where where, String what, String fix) {
        return new TargetException(
                new Problem("secret not found", where, "the command of \"%s\" %s.".formatted(reference, what), fix));
    }
}
