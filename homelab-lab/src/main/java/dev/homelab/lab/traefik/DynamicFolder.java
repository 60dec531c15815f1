// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The folder of the file provider: its YAML files, those of folders below and hidden ones too. */
final class DynamicFolder {

    private DynamicFolder() {}

    /** Reads every file that Traefik would, by its path; a folder that is not there holds none. */
    static SortedMap<String, String> read(Path folder) {
        SortedMap<String, String> files = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                List<Path> wanted = paths.filter(DynamicFolder::isLoaded).toList();
                for (Path path : wanted) {
                    files.put(folder.relativize(path).toString(), Files.readString(path));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    private static boolean isLoaded(Path path) {
        String name = path.getFileName().toString();
        return (name.endsWith(".yml") || name.endsWith(".yaml")) && Files.isRegularFile(path);
    }
}
