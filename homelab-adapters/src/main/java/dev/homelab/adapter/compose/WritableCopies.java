// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.model.Service;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Who may use what a project mounts, and the copies that its containers may change. A copy is made once, when it is not there, from the
 * file that is kept beside the others; from then on it is data, and never changed or removed.
 */
final class WritableCopies {

    /** The section of a Compose file that says from what each copy is made. Compose passes over it. */
    static final String KEY = "x-homelab-writable";

    /** The folder of the copies, in that of the project. */
    static final String FOLDER = "writable";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final RemoteHost host;
    private final ComposeProblems problems;

    WritableCopies(RemoteHost host, ComposeProblems problems) {
        this.host = host;
        this.problems = problems;
    }

    /** Returns from which file each copy of a service is made, both by their path in the folder of the project. */
    static Map<String, String> of(Service service, Function<String, Map<String, String>> contents) {
        Map<String, String> copies = new TreeMap<>();
        service.containers()
                .values()
                .forEach(container -> container.files().forEach((path, mounted) -> {
                    if (mounted.isWritable()) {
                        copies.put(
                                FOLDER + "/" + path,
                                MountedFiles.FOLDER + "/" + MountedFiles.place(path, contents.apply(path), mounted));
                    }
                }));
        return copies;
    }

    /**
     * Gives files their rights, and makes the copies that are missing.
     *
     * @param folder that of the project
     */
    void make(ComposeProject project, String folder) {
        Set<String> places = project.files().keySet();
        MountedFiles.rights(places).forEach(rights -> {
            String files = folder + "/" + MountedFiles.FOLDER + "/";
            String top = files + rights.path();
            run(project, top, chmod(rights.mode(), files, MountedFiles.within(places, rights.path())));
            Set<String> folders = MountedFiles.foldersWithin(places, rights.path());
            if (!folders.isEmpty()) {
                run(project, top, chmod(rights.folderMode(), files, folders));
            }
            if (!rights.owner().isEmpty()) {
                run(project, top, List.of("chown", "-R", rights.owner(), top));
            }
        });
        for (Map.Entry<String, JsonNode> copy : project.text().root().path(KEY).properties()) {
            String to = folder + "/" + copy.getKey();
            if (!host.run(List.of("test", "-e", to), LIMIT).succeeded()) {
                String part = to + ".homelab-part";
                run(project, to, List.of("mkdir", "-p", to.substring(0, to.lastIndexOf('/'))));
                run(project, to, List.of("rm", "-rf", part));
                run(
                        project,
                        to,
                        List.of("cp", "-Rp", folder + "/" + copy.getValue().asText(), part));
                run(project, to, List.of("mv", part, to));
            }
        }
    }

    private static List<String> chmod(String mode, String files, Set<String> places) {
        return Stream.concat(Stream.of("chmod", mode), places.stream().map(files::concat))
                .toList();
    }

    private void run(ComposeProject project, String path, List<String> argv) {
        CommandResult result = host.run(argv, LIMIT);
        if (!result.succeeded()) {
            throw new TargetException(problems.fileNotPrepared(project.name(), path, argv, result));
        }
    }
}
