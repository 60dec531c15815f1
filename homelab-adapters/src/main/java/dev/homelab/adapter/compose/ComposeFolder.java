// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.compose.engine.CreationRecord;
import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.provision.Owner;
import dev.homelab.spi.Binding;
import dev.homelab.spi.Context;
import dev.homelab.spi.Folder;
import dev.homelab.spi.Folder.Access;
import dev.homelab.spi.OwnedText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of one project: {@code compose.yaml}, which carries our mark, {@code .env} and mounted files. An unmanaged project may have
 * its Compose file under another name.
 */
final class ComposeFolder {

    static final String COMPOSE = ComposeProject.FILE;
    static final String ENV = ".env";

    /** The names that Compose looks for, in its order. */
    private static final List<String> NAMES =
            List.of(COMPOSE, "compose.yml", "docker-compose.yml", "docker-compose.yaml");

    /** Files that Compose adds to a file of those names. */
    private static final List<String> OVERRIDES = List.of(
            "compose.override.yml",
            "compose.override.yaml",
            "docker-compose.override.yml",
            "docker-compose.override.yaml");

    private final Folder folder;
    private final String project;
    private final Context context;
    private final Map<String, String> texts;
    private final MountedFiles mounted;
    private final SecretFiles secretFiles;

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
        this.secretFiles = new SecretFiles(folder);
    }

    /** Returns the name of the project. */
    String project() {
        return project;
    }

    /** Returns the names of the files that define a project, managed by homelab or not. */
    static List<String> telling() {
        return Stream.of(NAMES, OVERRIDES, List.of(ENV)).flatMap(List::stream).toList();
    }

    /** Returns the names of the files that are read. */
    static List<String> read() {
        return Stream.concat(telling().stream(), Stream.of(CreationRecord.FILE)).toList();
    }

    /**
     * What is in it.
     *
     * @param name of the Compose file
     * @param compose the Compose file; empty, and without an owner, when only other files show that this is a project
     * @param secrets what is in {@code .env} and, if it is managed, in {@link SecretFiles}
     * @param mounted what containers mount, by path from {@code files} on; none for an unmanaged project
     * @param obstacle why an unmanaged project cannot be adopted; empty if its files are no reason
     * @param override why it cannot if its containers do not show which files they were created from; empty for one file
     */
    record Files(
            String name,
            OwnedText compose,
            Map<String, EncryptedSecret> secrets,
            Map<String, String> mounted,
            String obstacle,
            String override) {

        /** Returns whether there is no Compose file of a usual name. */
        boolean hasNoCompose() {
            return compose.body().isEmpty() && compose.owner().isEmpty();
        }
    }

    /** Returns what was in it when it was read, or nothing if it was no project's. */
    Optional<Files> files() {
        if (texts.keySet().stream().noneMatch(telling()::contains)) {
            return Optional.empty();
        }
        OwnedText compose = name().map(texts::get).map(OwnedText::parse).orElse(new OwnedText("", Optional.empty()));
        return Optional.of(new Files(
                name().orElse(COMPOSE),
                compose,
                secrets(compose.owner().isPresent()),
                compose.owner().isPresent() ? MountedFiles.ours(texts) : Map.of(),
                obstacle(),
                override()));
    }

    /** Returns the name of the Compose file, the one that Compose would take. */
    private Optional<String> name() {
        return NAMES.stream().filter(texts::containsKey).findFirst();
    }

    private String obstacle() {
        if (name().isEmpty()) {
            return "there is no Compose file in \"%s\"; move the other files away first".formatted(path());
        }
        Optional<String> damaged = Stream.of(name().orElseThrow(), ENV)
                .filter(file -> OwnedText.isDamaged(texts.getOrDefault(file, "")))
                .findFirst();
        if (damaged.isPresent()) {
            return "\"%s/%s\" is not UTF-8 text, so a rollback could not restore it; save it as UTF-8 first"
                    .formatted(path(), damaged.get());
        }
        return "";
    }

    private String override() {
        return OVERRIDES.stream()
                .filter(texts::containsKey)
                .findFirst()
                .map(file -> "\"%s/%s\" adds to its Compose file, and a rollback writes one file; merge the two first"
                        .formatted(path(), file))
                .orElse("");
    }

    /** Returns whether an unmanaged project is there. */
    boolean isAnothers() {
        return files().filter(files -> files.compose().owner().isEmpty()).isPresent();
    }

    /** Returns the Compose file without our mark; empty if there was none. */
    YamlDocument text() {
        return files().map(files -> YamlDocument.of(files.compose().body())).orElse(YamlDocument.EMPTY);
    }

    boolean hasComposeFile() {
        return texts.containsKey(COMPOSE);
    }

    /**
     * Writes all files. The marked one comes first, so that a run that dies in between leaves nothing unmarked; a Compose file of another
     * name, whose place it takes, is deleted.
     */
    void write(ComposeProject project, Optional<Owner> owner) {
        if (owner.isEmpty() && project.text().equals(YamlDocument.EMPTY)) {
            folder.delete(COMPOSE); // its files are elsewhere
        } else {
            folder.write(project.file(), new OwnedText(project.text().text(), owner).text(), Access.SHARED);
        }
        name().filter(file -> !file.equals(project.file())).ifPresent(folder::delete);
        Map<String, String> secrets = open(project.secrets());
        Map<String, String> variables = SecretFiles.variables(secrets);
        if (variables.isEmpty() && texts.containsKey(ENV)) {
            folder.delete(ENV);
        } else if (!variables.isEmpty()) {
            folder.write(ENV, EnvFile.text(variables), Access.PRIVATE);
        }
        secretFiles.write(SecretFiles.of(secrets));
        mounted.write(project.files(), texts);
    }

    /** Writes the folders that images are built from, and nothing else. Returns the paths of those of their files that may be run. */
    List<String> writeContexts(ComposeProject project) {
        String executables = "/" + BuildSection.EXECUTABLE;
        String below = "/" + BuildSection.CONTEXT + "/";
        Set<String> places = project.files().keySet().stream()
                .map(MountedFiles::placeOf)
                .filter(place -> project.text().text().contains(place + "/" + BuildSection.CONTEXT))
                .collect(toSet());
        Map<String, String> contexts = new HashMap<>(project.files());
        contexts.keySet().removeIf(place -> !places.contains(MountedFiles.placeOf(place)));
        mounted.write(contexts, texts);
        return contexts.entrySet().stream()
                .filter(file -> places.contains(file.getKey().replaceFirst(executables + "$", "")))
                .flatMap(file -> file.getValue()
                        .lines()
                        .map(name -> String.join("/", path(), MountedFiles.FOLDER, MountedFiles.placeOf(file.getKey()))
                                + below
                                + name))
                .sorted()
                .toList();
    }

    /** Returns what was written of how its containers were made, if it is there. */
    Optional<String> creationRecord() {
        return Optional.ofNullable(texts.get(CreationRecord.FILE));
    }

    /** Removes what was written of how its containers were made, since they are about to be made otherwise. */
    void forget() {
        creationRecord().ifPresent(text -> folder.delete(CreationRecord.FILE));
    }

    void write(CreationRecord record) {
        folder.write(CreationRecord.FILE, record.text(), Access.PRIVATE);
    }

    /** Removes what only earlier containers of a project have mounted. */
    void tidy(ComposeProject project) {
        mounted.keepOnly(project.files().keySet(), found());
        secretFiles.keepOnly(project.secrets(), texts);
    }

    /** Removes the folder unless something is in it. */
    void removeIfEmpty() {
        folder.deleteIfEmpty();
    }

    /** Removes all files, the marked one last, and the folder unless something else is in it. */
    void remove() {
        folder.delete(ENV);
        secretFiles.keepOnly(Map.of(), texts);
        mounted.keepOnly(Set.of(), found());
        folder.delete(CreationRecord.FILE);
        folder.delete(COMPOSE);
        folder.deleteIfEmpty();
    }

    String path() {
        return folder.path();
    }

    /** Returns what hides these secrets, such as in what containers log. */
    Masker masker(Map<String, EncryptedSecret> secrets) {
        return Masker.of(open(secrets).values());
    }

    /** Opens sealed values. */
    Map<String, String> open(Map<String, EncryptedSecret> secrets) {
        return secrets.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey, entry -> context.sealing().open(binding(entry.getKey()), entry.getValue())));
    }

    private Binding binding(String variable) {
        return new Binding(context.homelab(), project, variable);
    }

    private Set<String> found() {
        return MountedFiles.ours(texts).keySet();
    }

    /** The files of an unmanaged project are no secrets of ours, whatever they are called. */
    private Map<String, EncryptedSecret> secrets(boolean isOurs) {
        Map<String, String> found = new HashMap<>(EnvFile.read(texts.getOrDefault(ENV, "")));
        if (isOurs) {
            found.putAll(SecretFiles.of(texts));
        }
        return found.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey, entry -> context.sealing().seal(binding(entry.getKey()), entry.getValue())));
    }
}
