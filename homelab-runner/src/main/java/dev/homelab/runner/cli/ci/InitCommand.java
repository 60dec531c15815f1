// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.ci;

import static java.util.stream.Collectors.joining;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.runner.detect.OwnPlace;
import dev.homelab.runner.render.ReportText;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the files that a repository of definitions needs for a pipeline. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Write a pipeline into a repository of definitions.",
            "With it: a script that installs this program on the machine that runs the pipeline, a hook that validates "
                    + "before a commit, and what Renovate needs to find images."
        },
        footer = {"  homelab ci init gitlab", "  homelab ci init forgejo . --jar homelab.jar --force"})
final class InitCommand implements Callable<Integer> {

    /** A reference to a variable, such as {@code env:PIHOLE_PASSWORD}. */
    private static final Pattern REFERENCE = Pattern.compile("\\benv:([A-Za-z_][A-Za-z0-9_]*+)");

    /** Definitions lie two folders deep; a repository may have more of them. */
    private static final int DEEPEST = 6;

    @Parameters(index = "0", paramLabel = "SERVER", description = "${COMPLETION-CANDIDATES}")
    private Server server = Server.gitlab;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "The top of the repository (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of(".");

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "The jar that is to be installed (default: the one that runs).")
    private Optional<Path> jar = Optional.empty();

    @Option(names = "--force", description = "Replace files that say something else.")
    private boolean force;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Path program = jar.orElseGet(InitCommand::running);
        if (!Files.isRegularFile(program)) {
            tell(new Problem(
                    "no jar to install", Where.nowhere(), "\"%s\" is none.".formatted(program), "name it: --jar FILE"));
            return Ending.FAILED.exitCode();
        }
        Map<String, String> files = files(program);
        List<String> others = files.entrySet().stream()
                .filter(this::isAnother)
                .map(Map.Entry::getKey)
                .toList();
        if (!others.isEmpty() && !force) {
            tell(new Problem(
                    "files already exist",
                    Where.nowhere(),
                    "%s: there, and another. Nothing was written.".formatted(String.join(", ", others)),
                    "look at them, and replace them with --force."));
            return Ending.REFUSED.exitCode();
        }
        List<String> links = files.keySet().stream()
                .filter(name -> OwnPlace.refusalOfFile(folder.resolve(name)).isPresent())
                .toList();
        if (!links.isEmpty()) {
            tell(new Problem(
                    "files already exist",
                    Where.nowhere(),
                    "%s: a link, or below one. Nothing was written, since it would go through the link."
                            .formatted(String.join(", ", links)),
                    "look where it leads, and remove it."));
            return Ending.REFUSED.exitCode();
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            write(file.getKey(), file.getValue());
            out.println("  " + folder.resolve(file.getKey()).normalize());
        }
        out.println(next(program, secrets()));
        return Ending.DONE.exitCode();
    }

    private void tell(Problem problem) {
        PrintWriter err = spec.commandLine().getErr();
        err.print(ReportText.problems(List.of(problem)));
        err.flush();
    }

    private Map<String, String> files(Path program) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(server.file(), pipeline(secrets()));
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

    private String pipeline(Set<String> secrets) throws IOException {
        String lines = secrets.stream()
                .map(name -> "      %1$s: ${{ secrets.%1$s }}".formatted(name))
                .collect(joining("\n"));
        return resource(server.resource())
                .replace("@SECRETS@", lines)
                .replace("ci init forgejo", "ci init " + server.name());
    }

    /** Returns the names of the variables that definitions take secrets from, as far as there are definitions. */
    private Set<String> secrets() throws IOException {
        Set<String> names = new TreeSet<>(Set.of("HOMELAB_KEY"));
        try (Stream<Path> all = Files.isDirectory(folder) ? Files.walk(folder, DEEPEST) : Stream.empty()) {
            List<Path> definitions = all.filter(file -> file.toString().matches(".*\\.(yaml|java)"))
                    .filter(file -> !folder.relativize(file).toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .toList();
            for (Path file : definitions) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                REFERENCE.matcher(text).results().map(found -> found.group(1)).forEach(names::add);
            }
        }
        return names;
    }

    private boolean isAnother(Map.Entry<String, String> file) {
        Path path = folder.resolve(file.getKey());
        try {
            return Files.exists(path) && !Files.readString(path).equals(file.getValue());
        } catch (IOException e) {
            return true; // no text, so another
        }
    }

    private void write(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, text);
        if (text.startsWith("#!") && !path.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + path);
        }
    }

    private String next(Path program, Set<String> secrets) {
        String again = server.namesSecrets()
                ? "Each has a line in %s. One that a definition names later needs a line, too.".formatted(server.file())
                : "They are variables of the project, masked and protected.";
        return """

                Next, on the machine that runs the pipeline, as the user who runs it, such as %s:

                  sh install-homelab.sh %s

                Secrets to make at the server: %s.
                %s

                And where people commit, for the hook:

                  git config core.hooksPath .githooks""".formatted(server.user(), program.getFileName(), String.join(", ", secrets), again);
    }

    /** Returns the jar that this program runs from, the first on its class path. */
    private static Path running() {
        return Path.of(System.getProperty("java.class.path", "").split(File.pathSeparator, 2)[0]);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256. This is a bug in homelab.", e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream text = InitCommand.class.getResourceAsStream("/dev/homelab/runner/ci/" + name)) {
            if (text == null) {
                throw new IllegalStateException(name + " is not in the program. This is a bug in homelab.");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
