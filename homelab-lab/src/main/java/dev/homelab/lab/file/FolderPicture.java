// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything below a folder as text, so that two moments can be compared: modes and contents, no times. */
public final class FolderPicture {

    private FolderPicture() {}

    /**
     * Takes the picture. A folder that is not there adds nothing.
     *
     * @param root what paths are shown relative to, as {@code /opt/stacks}
     * @param below paths under the root, with or without a slash in front
     */
    public static SortedMap<String, String> of(Path root, Collection<String> below) {
        SortedMap<String, String> picture = new TreeMap<>();
        for (String part : below) {
            Path start = root.resolve(part.replaceFirst("^/+", ""));
            if (Files.exists(start)) {
                add(root, start, picture);
            }
        }
        return picture;
    }

    private static void add(Path root, Path start, SortedMap<String, String> picture) {
        try (Stream<Path> paths = Files.walk(start)) {
            for (Path path : paths.toList()) {
                picture.put("/" + root.relativize(path), describe(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String describe(Path path) throws IOException {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        // every byte is one character, so that files which are no text compare too
        return Files.isDirectory(path)
                ? mode + " folder"
                : mode + "\n" + new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
    }
}
