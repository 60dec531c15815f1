// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.adapter.support.file.YamlDocument;
import java.util.ArrayList;
import java.util.List;

/**
 * Folders of the host that a project mounts and that are made for it. They stand in its Compose file, in a section that
 * Compose passes over, so that the text alone says what the project needs.
 */
final class HostFolders {

    static final String KEY = "x-homelab-folders";

    private static final String DEFAULT_MODE = "0755";

    private HostFolders() {}

    /**
     * One folder.
     *
     * @param path from the root on
     * @param owner {@code USER:GROUP}; empty for the user who creates it
     * @param mode octal digits
     */
    record Wanted(String path, String owner, String mode) {

        List<String> exists() {
            return List.of("test", "-e", path);
        }

        List<String> make() {
            List<String> argv = new ArrayList<>(List.of("install", "-d", "-m", mode));
            if (!owner.isEmpty()) {
                int colon = owner.indexOf(':');
                argv.addAll(List.of("-o", owner.substring(0, colon), "-g", owner.substring(colon + 1)));
            }
            argv.add(path);
            return argv;
        }
    }

    /** Returns the folders that a file written by {@link ComposeFile} names. */
    static List<Wanted> of(YamlDocument file) {
        return file.root().path(KEY).properties().stream()
                .map(entry -> new Wanted(
                        entry.getKey(),
                        entry.getValue().path("owner").asText(),
                        entry.getValue().path("mode").asText(DEFAULT_MODE)))
                .toList();
    }
}
