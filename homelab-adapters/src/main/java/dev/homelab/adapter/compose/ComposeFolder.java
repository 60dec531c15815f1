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

/** The folder of one project: {@code compose.yaml}, which carries our mark, and {@code .env}. */
final class ComposeFolder {

    static final String COMPOSE = "compose.yaml";
    static final String ENV = ".env";

    /** What says that a folder without {@link #COMPOSE} is somebody's project all the same. */
    private static final Set<String> OTHERS = Set.of("compose.yml", "docker-compose.yml", "docker-compose.yaml", ENV);

    private final Folder folder;
    private final RootKey key;

    ComposeFolder(Folder folder, RootKey key) {
        this.folder = folder;
        this.key = key;
    }

    /**
     * What is in it.
     *
     * @param compose the Compose file; empty, and nobody's, when only other files show that this is a project
     * @param secrets what is in {@code .env}
     */
    record Files(OwnedText compose, Map<String, Sealed> secrets) {}

    /** Returns what is in it, or nothing if it is no project's. */
    Optional<Files> read() {
        return folder.read(COMPOSE)
                .map(text -> new Files(OwnedText.parse(text), secrets()))
                .or(() -> isAnothers()
                        ? Optional.of(new Files(new OwnedText("", Optional.empty()), secrets()))
                        : Optional.empty());
    }

    /** Writes both files. The marked one comes first, so that a run that dies in between leaves nothing unmarked. */
    void write(ComposeProject project, Optional<Owner> owner) {
        folder.write(COMPOSE, new OwnedText(project.text(), owner).text(), Access.SHARED);
        if (project.secrets().isEmpty()) {
            folder.delete(ENV);
        } else {
            folder.write(ENV, EnvFile.text(open(project.secrets())), Access.PRIVATE);
        }
    }

    /** Removes both files, the marked one last, and the folder unless something else is in it. */
    void remove() {
        folder.delete(ENV);
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
