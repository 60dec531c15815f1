// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toMap;

import dev.homelab.adapter.support.Context;
import dev.homelab.adapter.support.file.Folder;
import dev.homelab.adapter.support.file.Folder.Access;
import dev.homelab.adapter.support.file.OwnedText;
import dev.homelab.adapter.support.secret.Binding;
import dev.homelab.model.name.Sealed;
import dev.homelab.provision.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of one project: {@code compose.yaml}, which carries our mark, {@code .env} and mounted files. */
final class ComposeFolder {

    static final String COMPOSE = "compose.yaml";
    static final String ENV = ".env";

    /** What says that a folder without {@link #COMPOSE} is somebody's project all the same. */
    private static final Set<String> OTHERS = Set.of("compose.yml", "docker-compose.yml", "docker-compose.yaml", ENV);

    private final Folder folder;
    private final String project;
    private final Context context;
    private final Map<String, String> texts;
    private final MountedFiles mounted;

    /**
     * The folder of one project.
     *
     * @param project the name of the project
     * @param texts what was read of it, by path
     */
    ComposeFolder(Folder folder, String project, Context context, Map<String, String> texts) {
        this.folder = folder;
        this.project = project;
        this.context = context;
        this.texts = texts;
        this.mounted = new MountedFiles(folder);
    }

    /** Returns the names of the files that tell what a project is, whoever wrote it. */
    static List<String> telling() {
        return Stream.concat(Stream.of(COMPOSE), OTHERS.stream().sorted()).toList();
    }

    /**
     * What is in it.
     *
     * @param compose the Compose file; empty, and nobody's, when only other files show that this is a project
     * @param secrets what is in {@code .env}
     * @param mounted what containers mount, by path from {@code files} on; none for a person's project
     */
    record Files(OwnedText compose, Map<String, Sealed> secrets, Map<String, String> mounted) {}

    /** Returns what was in it when it was read, or nothing if it was no project's. */
    Optional<Files> files() {
        return Optional.ofNullable(texts.get(COMPOSE))
                .map(text -> files(OwnedText.parse(text)))
                .or(() -> isAnothers() ? Optional.of(files(new OwnedText("", Optional.empty()))) : Optional.empty());
    }

    /** Returns whether a person had a project there under another file name than ours. */
    boolean isAnothers() {
        return !hasComposeFile() && OTHERS.stream().anyMatch(texts::containsKey);
    }

    /** Returns the Compose file without our mark; empty if there was none. */
    String text() {
        return files().map(files -> files.compose().body()).orElse("");
    }

    boolean hasComposeFile() {
        return texts.containsKey(COMPOSE);
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
        mounted.keepOnly(project.files().keySet(), found());
    }

    /** Removes all files, the marked one last, and the folder unless something else is in it. */
    void remove() {
        folder.delete(ENV);
        mounted.keepOnly(Set.of(), found());
        folder.delete(COMPOSE);
        folder.deleteIfEmpty();
    }

    String path() {
        return folder.path();
    }

    /** Opens sealed values. */
    Map<String, String> open(Map<String, Sealed> secrets) {
        return secrets.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey, entry -> context.key().open(binding(entry.getKey()), entry.getValue())));
    }

    private Files files(OwnedText compose) {
        return new Files(compose, secrets(), compose.owner().isPresent() ? MountedFiles.ours(texts) : Map.of());
    }

    private Binding binding(String variable) {
        return new Binding(context.homelab(), project, variable);
    }

    private Set<String> found() {
        return MountedFiles.ours(texts).keySet();
    }

    private Map<String, Sealed> secrets() {
        return EnvFile.read(texts.getOrDefault(ENV, "")).entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey, entry -> context.key().seal(binding(entry.getKey()), entry.getValue())));
    }
}
