// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The submodules of Git at or below a folder, as the file {@code .gitmodules} at the top of the work tree lists them. */
final class Submodules {

    private static final String LIST = ".gitmodules";
    private static final Pattern PATH = Pattern.compile("\\s*path\\s*+=\\s*+\"?+([^\"]*+)\"?+\\s*+");

    private final Path folder;

    Submodules(Path folder) {
        this.folder = folder;
    }

    /** Returns the folders of submodules that are not checked out. */
    List<Path> empty() {
        Path real = folder.toAbsolutePath().normalize();
        for (Path top = real; top != null; top = top.getParent()) {
            if (Files.isRegularFile(top.resolve(LIST))) {
                return empty(top, real);
            }
            if (Files.exists(top.resolve(".git"))) {
                break;
            }
        }
        return List.of();
    }

    private List<Path> empty(Path top, Path real) {
        return DefinitionFiles.text(top.resolve(LIST), new java.util.ArrayList<>()).stream()
                .flatMap(String::lines)
                .map(PATH::matcher)
                .filter(Matcher::matches)
                .map(line -> line.group(1).strip())
                .filter(path -> path.indexOf('\0') < 0)
                .map(path -> top.resolve(path).normalize())
                .filter(path -> path.startsWith(real) && isEmpty(path))
                .map(path -> folder.resolve(real.relativize(path)))
                .sorted()
                .toList();
    }

    private static boolean isEmpty(Path path) {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            return false; // it is not there, or no folder
        }
    }
}
