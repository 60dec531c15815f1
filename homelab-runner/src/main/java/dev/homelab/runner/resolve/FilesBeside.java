// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.resolve;

import dev.homelab.model.Definition;
import dev.homelab.model.container.Build;
import dev.homelab.model.io.Repository;
import dev.homelab.model.pattern.Patterns;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import dev.homelab.spi.BinaryText;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the files beside a definition that its containers mount; what is malformed about them is reported elsewhere. */
final class FilesBeside {

    private static final long MOST_BYTES = 1 << 20;
    private static final long MOST_BYTES_OF_FOLDER = 4 << 20;
    private static final int MOST_FILES = 200;
    private static final int MOST_FILES_OF_BUILD = 1000;
    private static final int DEEPEST = 16;
    private static final Pattern IN_FOLDER = Pattern.compile("[A-Za-z0-9_.+@ -]+(/[A-Za-z0-9_.+@ -]+)*+");

    private final Definition definition;
    private final Path file;
    private final List<Problem> problems;
    private final List<Problem> warnings;
    private @Nullable Repository repository;

    /**
     * Reads for this definition.
     *
     * @param problems is added one for each file that cannot be had
     * @param warnings is added one for each file that is hardly what was meant
     */
    FilesBeside(Definition definition, List<Problem> problems, List<Problem> warnings) {
        this.warnings = warnings;
        this.definition = definition;
        this.file = Path.of(definition.positions().file());
        this.problems = problems;
    }

    /** Most definitions mount no file, and need not know. */
    private Repository repository() {
        if (repository == null) {
            repository = Repository.around(services(file.toAbsolutePath()));
        }
        return repository;
    }

    /** Returns the folder with the folder of the category in it. */
    private static Path services(Path file) {
        Path category = Optional.ofNullable(file.getParent()).orElse(file);
        return Optional.ofNullable(category.getParent()).orElse(category);
    }

    /** Returns the contents by the path of the file from the definition on, those of a folder each by its own path. */
    Map<String, String> read() {
        Map<String, String> texts = new TreeMap<>();
        DefinitionParts.containers(definition)
                .forEach(container -> container.value().files().keySet().stream()
                        .filter(path -> path.matches(Patterns.FILE_BESIDE))
                        .forEach(path -> readAll(path, container.path() + ".files." + path, texts)));
        DefinitionParts.containers(definition)
                .forEach(container -> container.value().build().stream()
                        .filter(build -> DefinitionParts.isThere(build.context()))
                        .filter(build -> build.folder().orElse("").matches(Patterns.FILE_BESIDE))
                        .forEach(build -> readBuild(build, container.path() + ".build", texts)));
        return texts;
    }

    private void readBuild(Build build, String place, Map<String, String> texts) {
        Path path = file.resolveSibling(build.context());
        Where where = definition.positions().at(place);
        BuildFolder folder = new BuildFolder(path, build);
        if (!Files.isDirectory(path)) {
            notBuilt(where, path, "there is no such folder", "put it there, or correct the path.");
            return;
        }
        if (!folder.hasDockerfile()) {
            notBuilt(
                    where,
                    path,
                    "there is no \"%s\" in it".formatted(folder.dockerfile()),
                    "put it there, or correct \"dockerfile\".");
            return;
        }
        Map<String, Path> files;
        try {
            files = folder.files(MOST_FILES_OF_BUILD + 1);
        } catch (IOException e) {
            notBuilt(where, path, "it cannot be listed, or a link in it leads in a circle", "correct what is in it.");
            return;
        }
        long bytes = files.values().stream().mapToLong(FilesBeside::size).sum();
        if (files.size() > MOST_FILES_OF_BUILD || bytes > MOST_BYTES_OF_FOLDER) {
            notBuilt(
                    where,
                    path,
                    "more than %d files or 4 MB would be sent to the host".formatted(MOST_FILES_OF_BUILD),
                    "name in \"%s\" what the build does not need, or build it from a Git repository."
                            .formatted(path.resolve(DockerIgnore.FILE)));
            return;
        }
        files.forEach((below, one) -> {
            if (IN_FOLDER.matcher(below).matches()) {
                read(build.context() + "/" + below, one, where, texts);
            } else {
                notBuilt(where, one, "its name has characters that not every host takes", "rename it.");
            }
        });
        List<String> executables = folder.executables(files);
        if (!executables.isEmpty()) {
            texts.put(build.context() + "/" + Build.EXECUTABLES, String.join("\n", executables) + "\n");
        }
    }

    private void notBuilt(Where where, Path path, String reason, String fix) {
        problems.add(new Problem(
                "build folder not readable", where, "\"%s\" cannot be built: %s.".formatted(path, reason), fix));
    }

    private void readAll(String path, String place, Map<String, String> texts) {
        Path mounted = file.resolveSibling(path);
        Where where = definition.positions().at(place);
        if (!Files.isDirectory(mounted)) {
            read(path, mounted, where, texts);
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(mounted, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
            all = walk.filter(one -> !Files.isDirectory(one))
                    .limit(MOST_FILES + 1L)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            problem(where, mounted, "it cannot be listed, or a link in it leads in a circle", "correct what is in it.");
            return;
        }
        long bytes = all.stream().mapToLong(FilesBeside::size).sum();
        if (all.isEmpty()) {
            problem(where, mounted, "the folder is empty", "put files there, or correct the path.");
        } else if (all.size() > MOST_FILES || bytes > MOST_BYTES_OF_FOLDER) {
            problem(
                    where,
                    mounted,
                    "the folder has more than %d files or 4 MB".formatted(MOST_FILES),
                    "mount a folder of the host that has it instead.");
        } else {
            all.forEach(one -> {
                String below = mounted.relativize(one).toString().replace(File.separatorChar, '/');
                if (IN_FOLDER.matcher(below).matches()) {
                    read(path + "/" + below, one, where, texts);
                } else {
                    problem(where, one, "its name has characters that not every host takes", "rename it.");
                }
            });
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0; // reading it says why
        }
    }

    private void read(String path, Path mounted, Where where, Map<String, String> texts) {
        Optional<String> refusal = repository().refusal(mounted);
        if (refusal.isPresent()) {
            problem(where, mounted, refusal.get(), "put the file itself there.");
            return;
        }
        try {
            if (Files.size(mounted) > MOST_BYTES) {
                problem(where, mounted, "it is larger than 1 MB", "mount a folder of the host that has it instead.");
            } else {
                String text = BinaryText.of(Files.readAllBytes(mounted));
                texts.put(path, text);
                CheckedOut.judge(mounted, text, where).ifPresent(warnings::add);
            }
        } catch (NoSuchFileException e) {
            problem(where, mounted, "there is no such file", "put it there, or correct the path.");
        } catch (IOException e) {
            problem(where, mounted, e.getClass().getSimpleName(), "check that it is a file and may be read.");
        }
    }

    private void problem(Where where, Path file, String reason, String fix) {
        problems.add(new Problem(
                "mounted file not readable", where, "\"%s\" cannot be read: %s.".formatted(file, reason), fix));
    }
}
