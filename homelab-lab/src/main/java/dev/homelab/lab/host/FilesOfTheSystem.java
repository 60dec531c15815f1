// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The files that every Linux machine with Docker has and that containers often mount, here without content. */
final class FilesOfTheSystem {

    private static final List<String> FILES =
            List.of("/etc/localtime", "/etc/timezone", "/etc/machine-id", "/run/docker.sock", "/var/run/docker.sock");
    private static final List<String> FOLDERS = List.of("/dev", "/proc", "/sys");

    private FilesOfTheSystem() {}

    static void create(Function<String, Path> host) {
        try {
            for (String folder : FOLDERS) {
                Files.createDirectories(host.apply(folder));
            }
            for (String file : FILES) {
                Files.createDirectories(host.apply(file).getParent());
                if (!Files.exists(host.apply(file))) {
                    Files.createFile(host.apply(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
