// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.ci;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.report.Ending;
import dev.homelab.runner.detect.OwnPlace;
import dev.homelab.runner.render.ReportText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
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
        Path program = jar.orElseGet(PipelineFiles::program);
        if (!Files.isRegularFile(program)) {
            tell(new Problem(
                    "no jar to install", Where.nowhere(), "\"%s\" is none.".formatted(program), "name it: --jar FILE"));
            return Ending.FAILED.exitCode();
        }
        Map<String, String> files = PipelineFiles.of(server, program, secrets());
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

    /** Returns the names of the variables that definitions take secrets from, as far as there are definitions. */
    private Set<String> secrets() throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> all = Files.isDirectory(folder) ? Files.walk(folder, DEEPEST) : Stream.empty()) {
            List<Path> definitions = all.filter(file -> file.toString().matches(".*\\.(yaml|java)"))
                    .filter(file -> !folder.relativize(file).toString().startsWith("."))
                    .filter(Files::isRegularFile)
                    .toList();
            for (Path file : definitions) {
                texts.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return PipelineFiles.secrets(texts);
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
}
