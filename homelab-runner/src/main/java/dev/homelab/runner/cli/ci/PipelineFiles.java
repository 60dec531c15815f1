// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.ci;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The files that a repository of definitions needs for a pipeline, by their names from its top. */
public final class PipelineFiles {

    /** A reference to a variable, such as {@code env:PIHOLE_PASSWORD}. */
    private static final Pattern REFERENCE = Pattern.compile("\\benv:([A-Za-z_][A-Za-z0-9_]*+)");

    private PipelineFiles() {}

    /**
     * Returns their texts.
     *
     * @param program the jar that is to be installed where the pipeline runs
     * @param secrets the variables that hold secrets
     */
    public static Map<String, String> of(Server server, Path program, Set<String> secrets) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(server.file(), pipeline(server, secrets));
        files.put(
                "install-homelab.sh",
                resource("install-homelab.sh")
                        .replace("@SHA256@", sha256(program))
                        .replace("@SERVER@", server.name())
                        .replace("@USER@", server.user()));
        files.put(".githooks/pre-commit", resource("pre-commit"));
        files.put("renovate.json", resource("renovate.json"));
        return files;
    }

    /** Returns the names of the variables that definitions take secrets from; that of the root key always. */
    public static Set<String> secrets(Collection<String> definitions) {
        Set<String> names = new TreeSet<>(Set.of("HOMELAB_KEY"));
        definitions.forEach(text ->
                REFERENCE.matcher(text).results().map(found -> found.group(1)).forEach(names::add));
        return names;
    }

    /** Returns the jar that this program runs from, the first on its class path. */
    public static Path program() {
        return Path.of(System.getProperty("java.class.path", "").split(File.pathSeparator, 2)[0]);
    }

    private static String pipeline(Server server, Set<String> secrets) throws IOException {
        String lines = secrets.stream()
                .map(name -> "      %1$s: ${{ secrets.%1$s }}".formatted(name))
                .collect(joining("\n"));
        return resource(server.resource())
                .replace("@SECRETS@", lines)
                .replace("ci init forgejo", "ci init " + server.name());
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256. This is a bug in homelab.", e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = PipelineFiles.class.getResourceAsStream("/dev/homelab/runner/ci/" + name)) {
            if (text == null) {
                throw new IllegalStateException(name + " is not in the program. This is a bug in homelab.");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
