// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.source;

import dev.homelab.problem.Positions;
import dev.homelab.problem.Positions.Place;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The Java files that stand beside YAML in folders of definitions, {@code media/Photos.java}. */
final class JavaFiles {

    private static final String ENDING = ".java";
    private static final int CATEGORY_AND_FILE = 2;

    private final List<Path> folders;

    JavaFiles(List<Path> folders) {
        this.folders = folders;
    }

    /** Returns whether the source of a class is here. */
    boolean hold(Class<?> type) {
        return folders.stream().anyMatch(folder -> isIn(folder, type.getName()));
    }

    /** Returns a problem for each folder with Java files of which no class was asked, since all would look deleted. */
    List<Problem> notCompiled(Set<String> asked) {
        return folders.stream()
                .flatMap(folder ->
                        filesOf(folder).filter(first -> asked.stream().noneMatch(name -> isIn(folder, name))))
                .map(file -> new Problem(
                        "services in Java not compiled",
                        Positions.of(file.toString()).at(""),
                        "there are services in Java here, but no compiled class of them is at hand; all of them would"
                                + " look deleted.",
                        "start homelab with its launcher, which compiles them, or give their jar with --services as"
                                + " well."))
                .toList();
    }

    /** Returns a problem for each folder with Java files, and each jar: nobody reads them. */
    List<Problem> leftOut(List<Path> jars) {
        return Stream.concat(folders.stream().flatMap(JavaFiles::filesOf), jars.stream())
                .map(file -> new Problem(
                        "services in Java left out",
                        Positions.of(file.toString()).at(""),
                        "only YAML is read, so nobody knows what services are here; to a run they would look deleted.",
                        "where their code may run, leave out --no-code, and the variable HOMELAB_NO_CODE. To judge or"
                                + " compare YAML, do nothing."))
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
        return Files.isRegularFile(
                folder.resolve(className.replaceFirst("\\$.*", "").replace('.', '/') + ENDING));
    }

    private static Stream<Path> filesOf(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder, CATEGORY_AND_FILE)) {
            return files
                    .filter(file -> file.toString().endsWith(ENDING) && !file.endsWith("package-info.java"))
                    .sorted()
                    .limit(1)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
