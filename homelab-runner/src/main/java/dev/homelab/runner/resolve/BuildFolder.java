// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.resolve;

import dev.homelab.model.container.Build;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a folder that an image is built from, as Docker would send them: without those that {@code .dockerignore} names. */
final class BuildFolder {

    private static final int DEEPEST = 32;

    private final Path folder;
    private final String dockerfile;

    BuildFolder(Path folder, Build build) {
        this.folder = folder;
        this.dockerfile = build.dockerfile().orElse(Build.DOCKERFILE);
    }

    /** Returns whether there is a Dockerfile. */
    boolean hasDockerfile() {
        return Files.isRegularFile(folder.resolve(dockerfile));
    }

    String dockerfile() {
        return dockerfile;
    }

    /**
     * Returns the files that are sent, by their path below the folder.
     *
     * @param most how many are looked for at most
     */
    Map<String, Path> files(int most) throws IOException {
        DockerIgnore ignore = ignore();
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
            walk.filter(file -> !Files.isDirectory(file))
                    .filter(file -> isSent(below(file), ignore))
                    .limit(most)
                    .forEach(file -> files.put(below(file), file));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return files;
    }

    /** Returns those of the files that may be run. */
    List<String> executables(Map<String, Path> files) {
        return files.entrySet().stream()
                .filter(file -> isExecutable(file.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** A Dockerfile may have patterns of its own, which BuildKit alone reads; then the engine is left to judge. */
    private DockerIgnore ignore() throws IOException {
        Path own = folder.resolve(dockerfile + DockerIgnore.FILE);
        Path usual = folder.resolve(DockerIgnore.FILE);
        return Files.exists(own) || !Files.isRegularFile(usual) || Files.size(usual) > 1 << 20
                ? DockerIgnore.of("")
                : DockerIgnore.of(new String(Files.readAllBytes(usual), java.nio.charset.StandardCharsets.UTF_8));
    }

    private boolean isSent(String below, DockerIgnore ignore) {
        return below.equals(dockerfile) || below.equals(DockerIgnore.FILE) || !ignore.ignores(below);
    }

    private String below(Path file) {
        return folder.relativize(file).toString().replace(File.separatorChar, '/');
    }

    private static boolean isExecutable(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // a system without such rights
        }
    }
}
