// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.detect;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder in which a run keeps files of its own, although it may lie in a work tree that a merge request has filled.
 *
 * <p>What Git tracks there came with a proposed change, and so did every link: through one, a run would write
 * into any file of its user.
 */
public final class OwnPlace {

    private OwnPlace() {}

    /**
     * Returns why a run must not use a folder; nothing if it may, be it there or not.
     *
     * @throws Git.GitException if Git cannot say what it tracks
     */
    public static Optional<String> refusal(Path folder) {
        Path place = folder.toAbsolutePath().normalize();
        Optional<Git> git = Git.around(place);
        return link(place, git.map(Git::top).orElse(place))
                .or(() -> special(place))
                .or(() -> Files.exists(place, LinkOption.NOFOLLOW_LINKS)
                                && git.filter(tree -> tree.tracks(place)).isPresent()
                        ? Optional.of("Git tracks files in it, so a merge request can fill it")
                        : Optional.empty());
    }

    /** Returns why a run must not write a file of this name; nothing if it may. */
    public static Optional<String> refusalOfFile(Path file) {
        Path place = file.toAbsolutePath().normalize();
        return Git.around(place).flatMap(git -> link(place, git.top()));
    }

    /** Links above the work tree are the doing of who runs this. */
    private static Optional<String> link(Path place, Path top) {
        for (Path part = place; part != null && part.startsWith(top); part = part.getParent()) {
            if (Files.isSymbolicLink(part) && (part.equals(place) || !part.equals(top))) {
                return Optional.of("\"%s\" is a link".formatted(part));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> special(Path place) {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of("it is no folder");
        }
        List<Path> strange = new ArrayList<>();
        try {
            Files.walkFileTree(place, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
                    if (!found.isRegularFile()) {
                        strange.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE; // another process has removed it
                    }
                    throw e;
                }
            });
        } catch (IOException e) {
            return Optional.of("it cannot be looked at");
        }
        return strange.stream().findFirst().map("\"%s\" in it is a link, or no file"::formatted);
    }
}
