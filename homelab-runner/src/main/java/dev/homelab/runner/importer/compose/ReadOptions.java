// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.compose;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How projects are read.
 *
 * @param root the folder that files are read from, which contains all that projects name; the work tree of Git, or else the
 *     folder that was named, when absent
 * @param directory where the folder of the project is on its host, which relative paths are from; where it is read when
 *     absent
 * @param envFiles files of variables in place of {@code .env} beside a project
 * @param profiles what is included although it is only in these profiles; {@code *} for all
 * @param name of the project; as Compose would call it when absent
 * @param home what {@code ~} stands for in paths of the host
 */
public record ReadOptions(
        Optional<Path> root,
        Optional<Path> directory,
        List<Path> envFiles,
        Set<String> profiles,
        Optional<String> name,
        String home) {

    public ReadOptions {
        envFiles = List.copyOf(envFiles);
        profiles = Set.copyOf(profiles);
    }

    /** What counts where nothing is said. */
    public static ReadOptions usual() {
        return new ReadOptions(Optional.empty(), Optional.empty(), List.of(), Set.of(), Optional.empty(), "/root");
    }
}
