// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An image that is built on the host, as a Compose file of ours has it.
 *
 * @param image its name
 * @param context a folder of the host, or the URL of a Git repository
 * @param dockerfile the path of the Dockerfile from there on; empty for the usual one
 * @param target the stage that is built; empty for the last one
 * @param args variables of the build
 */
public record ImageBuild(String image, String context, String dockerfile, String target, Map<String, String> args) {

    /** What the names of such images begin with: no registry that can be asked. */
    public static final String REGISTRY = "localhost/";

    public ImageBuild {
        args = Collections.unmodifiableMap(new TreeMap<>(args));
    }

    /** Reads the section of a container; nothing if its image is not built, or not by homelab. */
    public static Optional<ImageBuild> of(JsonNode service) {
        JsonNode build = service.path("build");
        String image = plain(service.path("image"));
        if (!image.startsWith(REGISTRY) || !build.path("context").isTextual()) {
            return Optional.empty();
        }
        Map<String, String> args = new TreeMap<>();
        build.path("args").properties().forEach(entry -> args.put(entry.getKey(), plain(entry.getValue())));
        return Optional.of(new ImageBuild(
                image,
                plain(build.path("context")),
                plain(build.path("dockerfile")),
                plain(build.path("target")),
                args));
    }

    /** Returns whether it is built from a folder of the host. */
    public boolean isFolder() {
        return context.startsWith("/");
    }

    /** Returns what it is built from, as a definition calls it. */
    public String source() {
        int hash = context.lastIndexOf('/');
        return isFolder() ? context.substring(context.lastIndexOf('/', hash - 1) + 1, hash) : context;
    }

    List<String> argv() {
        List<String> argv = new ArrayList<>(List.of("docker", "build", "-t", image));
        if (!dockerfile.isEmpty()) {
            argv.addAll(List.of("-f", isFolder() ? context + "/" + dockerfile : dockerfile));
        }
        if (!target.isEmpty()) {
            argv.addAll(List.of("--target", target));
        }
        args.forEach((name, value) -> argv.addAll(List.of("--build-arg", name + "=" + value)));
        argv.add(context);
        return argv;
    }

    private static String plain(JsonNode text) {
        return text.asText("").replace("$$", "$");
    }
}
