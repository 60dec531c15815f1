// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.compose;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.homelab.problem.Where;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes relative paths of a Compose file whole: those of the host as they are there, those that are read as they are here. */
final class HostPaths {

    private final ProjectFiles files;
    private final Path here;
    private final Path there;
    private final String home;

    /**
     * Knows where a project is.
     *
     * @param here its folder where it is read
     * @param there its folder on its host
     * @param home what {@code ~} stands for
     */
    HostPaths(ProjectFiles files, Path here, Path there, String home) {
        this.files = files;
        this.here = here.toAbsolutePath().normalize();
        this.there = there.toAbsolutePath().normalize();
        this.home = home;
    }

    Part in(Part project, Path folder) {
        return project.change("services", services -> services.each(service -> service(service, folder)))
                .change("volumes", volumes -> volumes.each(volume -> volume(volume, folder)))
                .change("secrets", secrets -> secrets.each(secret -> content(secret, folder)))
                .change("configs", configs -> configs.each(config -> content(config, folder)));
    }

    private Part service(Part service, Path folder) {
        return service.change("volumes", volumes -> volumes.each(mount -> mount(mount, folder)))
                .change("env_file", named -> named(named, folder))
                .change("label_file", named -> named(named, folder))
                .change("build", build -> build(build, folder));
    }

    private Part mount(Part mount, Path folder) {
        if (mount.isMapping()) {
            boolean isBind = mount.get("type").map(Part::text).orElse("").equals("bind");
            return isBind ? mount.change("source", source -> source.withText(onHost(source.text(), folder))) : mount;
        }
        String text = mount.text();
        int end = text.indexOf(':');
        String source = end < 0 ? "" : text.substring(0, end);
        return isPath(source) ? mount.withText(onHost(source, folder) + text.substring(end)) : mount;
    }

    private static boolean isPath(String source) {
        return source.startsWith(".") || source.startsWith("~") || source.startsWith("/");
    }

    /** Returns a list of files as mappings, each with a path that is read here. */
    private static Part named(Part named, Path folder) {
        return named.elements(named.all().stream()
                .map(one -> {
                    Part path = one.isMapping() ? one.get("path").orElse(one) : one;
                    Part whole = path.withText(
                            folder.resolve(path.text()).normalize().toString());
                    return (one.isMapping() ? one : Part.mapping(Map.of(), one.where())).put("path", whole);
                })
                .toList());
    }

    private Part build(Part build, Path folder) {
        return build.isMapping()
                ? build.change("context", context -> context(context, folder))
                : context(build, folder);
    }

    private Part context(Part context, Path folder) {
        String text = context.text();
        boolean isUrl = text.contains("://") || text.startsWith("git@") || text.startsWith("github.com/");
        return isUrl ? context : context.withText(onHost(text, folder));
    }

    private Part volume(Part volume, Path folder) {
        Optional<Part> options = volume.isMapping() ? volume.get("driver_opts") : Optional.empty();
        boolean isBind =
                options.flatMap(one -> one.get("o")).map(Part::text).orElse("").contains("bind");
        return isBind
                ? volume.change(
                        "driver_opts",
                        one -> one.change("device", device -> device.withText(onHost(device.text(), folder))))
                : volume;
    }

    /** What a secret or a config says is read here, and named as it is on the host. */
    private Part content(Part part, Path folder) {
        Optional<Part> file = part.isMapping() ? part.get("file") : Optional.empty();
        if (file.isEmpty()) {
            return part;
        }
        Path local = folder.resolve(file.get().text()).normalize();
        Map<String, Part> entries = new LinkedHashMap<>(part.entries());
        entries.put("file", file.get().withText(onHost(file.get().text(), folder)));
        Where where = file.get().where();
        if (files.isThere(local)) {
            files.readIfThere(local)
                    .ifPresent(text -> entries.put("content", Part.value(TextNode.valueOf(text), where)));
        }
        return part.entries(entries);
    }

    /** Returns where a path is on the host. */
    private String onHost(String path, Path folder) {
        if (path.startsWith("/")) {
            return Path.of(path).normalize().toString();
        }
        if (path.equals("~") || path.startsWith("~/")) {
            return Path.of(home + path.substring(1)).normalize().toString();
        }
        Path local = folder.toAbsolutePath().normalize().resolve(path).normalize();
        return there.resolve(here.relativize(local)).normalize().toString();
    }
}
