// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.secret;

import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Plugins;
import dev.homelab.spi.SecretResolver;
import dev.homelab.spi.SecretSource;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Finds secrets where references say they are, by asking the source of their scheme.
 *
 * <p>A value is taken without the white space around it, since files end in a newline. What is left must be one line of text, except
 * for a container, whose settings and files may have several.
 */
public final class Secrets implements SecretResolver {

    /** The most bytes of a file or an output that holds a secret. */
    static final int MOST_BYTES = 1 << 16;

    private final Map<String, String> environment;
    private final List<SecretSource> sources;
    private final boolean standIns;
    private final boolean runsPrograms;
    private final Masker masker;

    /** Asks the sources on the class path; pass {@code System.getenv()} for the real environment variables. */
    public Secrets(Map<String, String> environment) {
        this(environment, new Masker());
    }

    /** Asks the sources on the class path, and gives the masker every secret that is found. */
    public Secrets(Map<String, String> environment, Masker masker) {
        this(environment, masker, Plugins.found().secretSources());
    }

    /** Asks these sources, and gives the masker every secret that is found. */
    public Secrets(Map<String, String> environment, Masker masker, Collection<SecretSource> sources) {
        this(environment, sources, false, true, masker);
    }

    private Secrets(
            Map<String, String> environment,
            Collection<SecretSource> sources,
            boolean standIns,
            boolean runsPrograms,
            Masker masker) {
        this.masker = masker;
        this.environment = Map.copyOf(environment);
        this.sources = List.copyOf(sources);
        this.standIns = standIns;
        this.runsPrograms = runsPrograms;
    }

    /** Knows no secret: each reference stands for itself, to compare definitions with others. */
    public static Secrets standIns() {
        return new Secrets(Map.of(), List.of(), true, false, new Masker());
    }

    /** Returns the same that run no program of a reference, since a stranger may have written it. */
    public Secrets withoutPrograms() {
        return new Secrets(environment, sources, standIns, false, masker);
    }

    /** Returns what hides every secret that was found so far. */
    public Masker masker() {
        return masker;
    }

    @Override
    public String resolve(SecretRef reference, Where where) {
        String value = (standIns ? reference.toString() : found(reference, where)).strip();
        if (value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
            throw new TargetException(new Problem(
                    "secret not usable",
                    where,
                    "\"%s\" is empty or has more than one line.".formatted(reference),
                    "put the secret there, on one line."));
        }
        return learned(value);
    }

    /**
     * Finds a secret that may have several lines, such as a key. They end as lines do on the host, whatever they end with where the
     * secret is kept.
     *
     * @throws TargetException if it is not there, or is no text
     */
    public String resolveText(SecretRef reference, Where where) {
        String value = (standIns ? reference.toString() : found(reference, where))
                .replace("\r\n", "\n")
                .strip();
        if (value.isEmpty() || value.chars().anyMatch(Secrets::isNotText)) {
            throw new TargetException(new Problem(
                    "secret not usable",
                    where,
                    "\"%s\" is empty, or is no text.".formatted(reference),
                    "put the secret there as text."));
        }
        return learned(value);
    }

    private static boolean isNotText(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\t';
    }

    private String learned(String value) {
        if (!standIns) {
            masker.learn(value);
        }
        return value;
    }

    /** Returns the file that a {@code file:} reference names; {@code ~} is the home folder. */
    public Path path(SecretRef reference) {
        return FileSource.path(reference, environment);
    }

    /** Returns a file or folder of this machine; {@code ~} is the home folder. */
    public Path file(String path) {
        return FileSource.path(path, environment);
    }

    private String found(SecretRef reference, Where where) {
        SecretSource source = sources.stream()
                .filter(one -> one.scheme().equals(reference.scheme()))
                .findFirst()
                .orElseThrow(() -> new TargetException(new Problem(
                        SecretRef.UNKNOWN_SCHEME,
                        where,
                        SecretRef.UNKNOWN_SCHEME_DETAIL,
                        SecretRef.knownSchemes(
                                sources.stream().map(SecretSource::scheme).toList()))));
        if (source.runsPrograms() && !runsPrograms) {
            throw new TargetException(
                    new Problem(
                            "program not run for secret",
                            where,
                            "\"%s\" is a program, and here no code of definitions is run.".formatted(reference),
                            "take the secret from a variable or a file; or allow code, where only you can change definitions."));
        }
        return source.find(reference, environment, where);
    }
}
