// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toMap;

import dev.homelab.adapter.support.file.Folder;
import dev.homelab.adapter.support.file.Folder.Access;
import dev.homelab.adapter.support.file.OwnedText;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.model.name.Sealed;
import dev.homelab.provision.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The folder of one project: {@code compose.yaml}, which carries our mark, {@code .env} and mounted files. */
final class ComposeFolder {

    static final String COMPOSE = "compose.yaml";
    static final String ENV = ".env";

    /** What says that a folder without {@link #COMPOSE} is somebody's project all the same. */
    private static final Set<String> OTHERS = Set.of("compose.yml", "docker-compose.yml", "docker-compose.yaml", ENV);

    private final Folder folder;
    private final RootKey key;
    private final MountedFiles mounted;

    ComposeFolder(Folder folder, RootKey key) {
        this.folder = folder;
        this.key = key;
        this.mounted = new MountedFiles(folder);
    }

    /**
     * What is in it.
     *
     * @param compose the Compose file; empty, and nobody's, when only other files show that this is a project
     * @param secrets what is in {@code .env}
     * @param mounted what containers mount, by path from {@code files} on; none for a person's project
     */
    record Files(OwnedText compose, Map<String, Sealed> secrets, Map<String, String> mounted) {}

    /** Returns what is in it, or nothing if it is no project's. */
    Optional<Files> read() {
        return folder.read(COMPOSE)
                .map(text -> files(OwnedText.parse(text)))
                .or(() -> isAnothers() ? Optional.of(files(new OwnedText("", Optional.empty()))) : Optional.empty());
    }

    /** Writes all files. The marked one comes first, so that a run that dies in between leaves nothing unmarked. */
    void write(ComposeProject project, Optional<Owner> owner) {
        folder.write(COMPOSE, new OwnedText(project.text(), owner).text(), Access.SHARED);
        if (project.secrets().isEmpty()) {
            folder.delete(ENV);
        } else {
            folder.write(ENV, EnvFile.text(open(project.secrets())), Access.PRIVATE);
        }
        mounted.write(project.files());
    }

    /** Removes what only earlier containers of a project have mounted. */
    void tidy(ComposeProject project) {
        mounted.keepOnly(project.files());
    }

    /** Removes all files, the marked one last, and the folder unless something else is in it. */
    void remove() {
        folder.delete(ENV);
        mounted.keepOnly(Map.of());
        folder.delete(COMPOSE);
        folder.deleteIfEmpty();
    }

    boolean hasComposeFile() {
        return folder.read(COMPOSE).isPresent();
    }

    String path() {
        return folder.path();
    }

    /** Opens sealed values. */
    Map<String, String> open(Map<String, Sealed> secrets) {
        return secrets.entrySet().stream().collect(toMap(Map.Entry::getKey, entry -> key.open(entry.getValue())));
    }

    private Files files(OwnedText compose) {
        return new Files(compose, secrets(), compose.owner().isPresent() ? mounted.read() : Map.of());
    }

    private boolean isAnothers() {
        List<String> files = folder.files();
        return OTHERS.stream().anyMatch(files::contains);
    }

    private Map<String, Sealed> secrets() {
        return folder.read(ENV)
                .map(text -> EnvFile.read(text).entrySet().stream()
                        .collect(toMap(Map.Entry::getKey, entry -> key.seal(entry.getValue()))))
                .orElse(Map.of());
    }
}
