// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.adapter.compose.image.ImageBuild;
import dev.homelab.model.Service;
import dev.homelab.model.container.Build;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a container's image is built from. The image is named after all that goes into it, so that nothing is built again when nothing
 * changed, and what was built before is still there by its own name. A folder lies among the {@link MountedFiles}:
 *
 * <pre>
 *   files/0123456789abcdef/app/context/Dockerfile    what is sent to the engine
 *   files/0123456789abcdef/app/executable            those of it that may be run, a line each
 * </pre>
 */
final class BuildSection {

    static final String CONTEXT = "context";
    static final String EXECUTABLE = "executable";

    private final Service service;
    private final Function<String, Map<String, String>> files;

    /**
     * The builds of a service.
     *
     * @param files what is beside its definition, by path; see {@link MountedFiles#of}
     */
    BuildSection(Service service, Function<String, Map<String, String>> files) {
        this.service = service;
        this.files = files;
    }

    /** Returns the files of every folder that an image is built from, by where they lie. */
    Map<String, String> contexts() {
        Map<String, String> all = new TreeMap<>();
        service.containers().values().stream()
                .flatMap(container -> container.build().flatMap(Build::folder).stream())
                .forEach(folder -> {
                    Map<String, String> content = content(folder);
                    content.forEach((below, text) -> all.put(place(folder, content) + "/" + below, text));
                });
        return all;
    }

    /** Returns the name of an image that is built: of no registry, and with a hash of what it is built from. */
    String image(String container, Build build) {
        StringBuilder all = new StringBuilder();
        build.folder()
                .ifPresentOrElse(
                        folder -> all.append(MountedFiles.hash(content(folder))), () -> all.append(build.context()));
        all.append('\n')
                .append(build.dockerfile().orElse(""))
                .append('\n')
                .append(build.target().orElse(""));
        new TreeMap<>(build.args())
                .forEach((name, value) -> all.append('\n')
                        .append(name)
                        .append('=')
                        .append(value.length())
                        .append(' ')
                        .append(value));
        return ImageBuild.REGISTRY + service.projectName() + "-" + container + ":"
                + Revision.of(all.toString(), Map.of());
    }

    /**
     * Returns the section of the Compose file.
     *
     * @param around where the project lies on its host
     */
    Map<String, Object> of(Build build, Surroundings around) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put(
                "context",
                build.folder()
                        .map(folder -> String.join(
                                "/", around.folder(), MountedFiles.FOLDER, place(folder, content(folder)), CONTEXT))
                        .orElse(build.context()));
        build.dockerfile().ifPresent(path -> section.put("dockerfile", path));
        build.target().ifPresent(stage -> section.put("target", stage));
        if (!build.args().isEmpty()) {
            section.put("args", new TreeMap<>(build.args()));
        }
        return section;
    }

    private Map<String, String> content(String folder) {
        Map<String, String> content = new TreeMap<>();
        files.apply(folder)
                .forEach((below, text) ->
                        content.put(below.equals(Build.EXECUTABLES) ? EXECUTABLE : CONTEXT + "/" + below, text));
        return content;
    }

    private static String place(String folder, Map<String, String> content) {
        return MountedFiles.hash(content) + "/" + folder.substring(folder.lastIndexOf('/') + 1);
    }
}
