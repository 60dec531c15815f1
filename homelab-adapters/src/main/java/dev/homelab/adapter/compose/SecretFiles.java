// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.adapter.compose.scan.ProjectScanner;
import dev.homelab.spi.Folder;
import dev.homelab.spi.Folder.Access;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The secrets of a project that its containers find in files, each as a file of its own beside {@code .env}. They lie on the disk of the host:
 * a folder in memory would be empty after it restarts, when the engine starts containers without any run.
 *
 * <p>Among the secrets of a {@link ComposeProject} each stands under its path from the folder of the project on. A file of another
 * name is unmanaged.
 */
final class SecretFiles {

    static final String FOLDER = ProjectScanner.SECRET_FILES;

    private static final Pattern OURS = Pattern.compile(FOLDER + "/(HOMELAB_\\w+)");

    private final Folder folder;

    /** The files below the folder of a project. */
    SecretFiles(Folder project) {
        this.folder = project.folder(FOLDER);
    }

    /** Returns whether a secret of a project is a file, and no variable. */
    static boolean isFile(String secret) {
        return OURS.matcher(secret).matches();
    }

    /** Returns those of some texts or secrets that are files. */
    static <T> Map<String, T> of(Map<String, T> all) {
        return chosen(all, SecretFiles::isFile);
    }

    /** Returns those of some secrets that are variables. */
    static <T> Map<String, T> variables(Map<String, T> all) {
        return chosen(all, secret -> !isFile(secret));
    }

    private static <T> Map<String, T> chosen(Map<String, T> all, Predicate<String> which) {
        return all.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns the mount of a file as a container of this project has it. */
    static String mount(String projectFolder, String file, String path) {
        return projectFolder + "/" + file + ":" + path + ":ro";
    }

    /** Returns what a definition calls a file, if the Compose file mounts it: {@code containers.NAME.secretFiles.PATH}. */
    static Optional<String> fieldName(JsonNode compose, String file) {
        return mounts(compose)
                .filter(mount -> mount.file().equals(file))
                .findFirst()
                .map(mount -> "containers." + mount.container() + ".secretFiles." + mount.path());
    }

    /** Writes files. They can be read by who signs in on the host alone until they are given away; see {@link SecretFileOwners}. */
    void write(Map<String, String> files) {
        files.forEach((file, text) -> folder.write(name(file), text, Access.PRIVATE));
    }

    /** Removes all files of ours but these. */
    void keepOnly(Map<String, ?> kept, Map<String, String> found) {
        of(found).keySet().stream().filter(file -> !kept.containsKey(file)).forEach(file -> folder.delete(name(file)));
        if (of(kept).isEmpty()) {
            folder.deleteIfEmpty();
        }
    }

    private static String name(String file) {
        return file.substring(FOLDER.length() + 1);
    }

    /**
     * A file that a container mounts.
     *
     * @param file its path from the folder of the project on
     * @param path where the container finds it
     * @param user whom the container runs as; empty if the Compose file does not say
     */
    record Mount(String container, String file, String path, String user) {}

    static Stream<Mount> mounts(JsonNode compose) {
        return compose.path("services").properties().stream()
                .flatMap(service -> service.getValue()
                        .path("volumes")
                        .valueStream()
                        .flatMap(mount -> mount(service.getKey(), service.getValue(), mount.asText()).stream()));
    }

    private static Optional<Mount> mount(String container, JsonNode service, String text) {
        String[] parts = ComposeOutline.plain(text).split(":", 3);
        int at = parts[0].lastIndexOf("/" + FOLDER + "/");
        return at >= 0 && parts.length == 3 && isFile(parts[0].substring(at + 1))
                ? Optional.of(new Mount(
                        container,
                        parts[0].substring(at + 1),
                        parts[1],
                        service.path("user").asText("")))
                : Optional.empty();
    }
}
