// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.image;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** The commands about images, as argv lists. Pure. */
final class ImageCommands {

    private ImageCommands() {}

    /** Lists every image of the host its digests and when it was built, in the form {@link HostImages} reads. */
    static List<String> list() {
        return List.of(
                "docker",
                "image",
                "ls",
                "--no-trunc",
                "--digests",
                "--format",
                "{{.ID}}\t{{.Repository}}\t{{.Digest}}\t{{.CreatedAt}}");
    }

    /** Fails unless all of them are there. */
    static List<String> inspect(Collection<String> names) {
        return Stream.concat(Stream.of("docker", "image", "inspect", "--format", "{{.Id}}"), names.stream())
                .toList();
    }

    static List<String> tag(String id, String name) {
        return List.of("docker", "tag", id, name);
    }

    static List<String> pull(String name) {
        return List.of("docker", "pull", "-q", name);
    }

    /** Reads a Compose file, and asks the registries what the tags in it mean. It pulls nothing. */
    static List<String> resolve() {
        return List.of(
                "docker",
                "compose",
                "-p",
                "homelab",
                "-f",
                "-",
                "config",
                "--resolve-image-digests",
                "--format",
                "json");
    }
}
