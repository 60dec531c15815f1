// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.source;

import dev.homelab.model.DefinitionSource;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Positions.Place;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Java files that stand beside YAML in folders of definitions, {@code media/Photos.java}. */
final class JavaFiles {

    private static final String ENDING = ".java";
    private static final int CATEGORY_AND_FILE = 2;
    private static final long MOST_BYTES = 1 << 20;

    /** A class that can be made, and that offers services. */
    private static final Pattern SOURCE =
            Pattern.compile("(?<!abstract )class [^{;]{0,500}+(?<=[ ,\\s]DefinitionSource\\s{0,9})\\{");

    private final List<Path> folders;

    JavaFiles(List<Path> folders) {
        this.folders = folders;
    }

    /** Returns whether the source of a class is here. */
    boolean hold(Class<?> type) {
        return folders.stream().anyMatch(folder -> isIn(folder, type.getName()));
    }

    /** Returns a problem for each service in Java that was not asked, since it would look deleted. */
    List<Problem> notCompiled(Set<String> asked) {
        return folders.stream()
                .flatMap(folder -> notCompiled(folder, asked))
                .map(file -> new Problem(
                        "services in Java not compiled",
                        Positions.of(file.toString()).at(""),
                        "this is a service in Java, and no compiled class of it is named in META-INF/services; it would"
                                + " look deleted.",
                        "start homelab with its launcher, which compiles it, or name its jar beside the folders of services;"
                                + " name it in META-INF/services/%s.".formatted(DefinitionSource.class.getName())))
                .toList();
    }

    /** Where no class was asked, any file may be a service; else what its text declares to be one. */
    private static Stream<Path> notCompiled(Path folder, Set<String> asked) {
        return asked.stream().anyMatch(name -> isIn(folder, name))
                ? filesOf(folder, Integer.MAX_VALUE)
                        .filter(JavaFiles::isSource)
                        .filter(file -> asked.stream()
                                .noneMatch(name -> source(folder, name).equals(file)))
                : filesOf(folder, CATEGORY_AND_FILE).limit(1);
    }

    private static boolean isSource(Path file) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(file) < MOST_BYTES
                    && SOURCE.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            return true; // it cannot be ruled out
        }
    }

    /** Returns a problem for each folder with Java files, and each jar: they are not read. */
    List<Problem> leftOut(List<Path> jars) {
        return Stream.concat(
                        folders.stream()
                                .flatMap(folder ->
                                        filesOf(folder, CATEGORY_AND_FILE).limit(1)),
                        jars.stream())
                .map(file -> new Problem(
                                "services in Java skipped",
                                Positions.of(file.toString()).at(""),
                                "only YAML is read, so the services here are unknown; to a run they would look deleted.",
                                "to judge or compare YAML, do nothing. Otherwise let it run, where their code may.")
                        .with(Remedy.of(Remedy.Kind.RUN_CODE)))
                .toList();
    }

    /** Returns the line of a class at which an exception began, or the class. */
    static Where failedAt(RuntimeException failure, Class<?> type) {
        String folder = type.getPackageName().replace('.', '/') + "/";
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(type.getName()) && frame.getFileName() != null)
                .findFirst()
                .map(frame -> new Positions(
                        folder + frame.getFileName(), Map.of("", new Place(Math.max(1, frame.getLineNumber()), 1))))
                .orElse(Positions.of(type.getName()))
                .at("");
    }

    private static boolean isIn(Path folder, String className) {
        return Files.isRegularFile(source(folder, className));
    }

    private static Path source(Path folder, String className) {
        return folder.resolve(className.replaceFirst("\\$.*", "").replace('.', '/') + ENDING);
    }

    private static Stream<Path> filesOf(Path folder, int depth) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files
                    .filter(file -> file.toString().endsWith(ENDING) && !file.endsWith("package-info.java"))
                    .filter(file -> !isBuildOutput(folder.relativize(file)))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isBuildOutput(Path file) {
        String top = file.getName(0).toString();
        return top.equals("target") || top.startsWith(".");
    }
}
