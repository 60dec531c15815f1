// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import dev.homelab.model.name.SecretRef;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Finds secrets where references say they are: environment variables, files, and what commands print.
 *
 * <p>A value is taken without the white space around it, since files end in a newline. What is left must be one line of
 * text, so that no {@code .env} file can be broken by it.
 */
public final class Secrets {

    private static final long MOST_BYTES = 1 << 16;

    private final Map<String, String> environment;
    private final boolean standIns;
    private final boolean runsPrograms;
    private final Masker masker;

    /** Looks variables up in this map; pass {@code System.getenv()} for the real ones. */
    public Secrets(Map<String, String> environment) {
        this(environment, new Masker());
    }

    /** Looks variables up in this map, and tells the masker of every secret that is found. */
    public Secrets(Map<String, String> environment, Masker masker) {
        this(environment, false, true, masker);
    }

    private Secrets(Map<String, String> environment, boolean standIns, boolean runsPrograms, Masker masker) {
        this.masker = masker;
        this.environment = Map.copyOf(environment);
        this.standIns = standIns;
        this.runsPrograms = runsPrograms;
    }

    /** Knows no secret: each reference stands for itself, for who only compares definitions with others. */
    public static Secrets standIns() {
        return new Secrets(Map.of(), true, false, new Masker());
    }

    /** Returns the same that run no program of a reference, since whoever wrote it may be a stranger. */
    public Secrets withoutPrograms() {
        return new Secrets(environment, standIns, false, masker);
    }

    /** Returns what hides every secret that was found so far. */
    public Masker masker() {
        return masker;
    }

    /**
     * Returns a secret.
     *
     * @param where what to point at when it is not there
     * @throws TargetException if it is not there, is empty, or has more than one line
     */
    public String resolve(SecretRef reference, Where where) {
        String value = standIns ? reference.toString() : found(reference, where);
        if (value.strip().isEmpty() || value.strip().chars().anyMatch(Character::isISOControl)) {
            throw new TargetException(new Problem(
                    "secret not usable",
                    where,
                    "\"%s\" is empty or has more than one line.".formatted(reference),
                    "put the secret there, on one line."));
        }
        if (!standIns) {
            masker.learn(value.strip());
        }
        return value.strip();
    }

    /** Returns the file that a {@code file:} reference names; {@code ~} is the home folder. */
    public Path path(SecretRef reference) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", "."));
        String location = reference.location();
        return Path.of(location.startsWith("~/") ? home + location.substring(1) : location);
    }

    private String found(SecretRef reference, Where where) {
        return switch (reference.scheme()) {
            case "env" -> variable(reference, where);
            case "exec" -> output(reference, where);
            default -> text(reference, path(reference), where);
        };
    }

    private String output(SecretRef reference, Where where) {
        if (!runsPrograms) {
            throw new TargetException(
                    new Problem(
                            "program not run for secret",
                            where,
                            "\"%s\" is a program, and here no code of definitions is run.".formatted(reference),
                            "take the secret from a variable or a file; or allow code, where only you can change definitions."));
        }
        return new SecretCommand(environment).output(reference, where);
    }

    private String variable(SecretRef reference, Where where) {
        String value = environment.get(reference.location());
        if (value == null) {
            throw new TargetException(new Problem(
                    "secret not found",
                    where,
                    "the environment variable \"%s\" is not set.".formatted(reference.location()),
                    "set it where this runs, for a pipeline as a protected and masked variable."));
        }
        return value;
    }

    private static String text(SecretRef reference, Path file, Where where) {
        try {
            if (Files.exists(file) && (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES)) {
                throw unreadable(reference, file, where, "it is not a regular file, or is too long for a secret");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw unreadable(reference, file, where, e.getClass().getSimpleName());
        }
    }

    private static TargetException unreadable(SecretRef reference, Path file, Where where, String reason) {
        return new TargetException(new Problem(
                "secret not found",
                where,
                "the file of \"%s\" cannot be read: %s.".formatted(reference, reason),
                "put the secret into " + file + ", readable only by the user who runs this."));
    }
}
