// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import dev.homelab.adapter.support.file.Folder;
import dev.homelab.adapter.support.file.Folder.Access;
import dev.homelab.model.Service;
import dev.homelab.model.container.Container;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The files of a project that its containers mount, each in a folder named after the hash of its text: a file with
 * another text has another path, so that Compose makes the container anew.
 *
 * <p>A file whose folder has the name of its hash is ours; whatever else is there is left alone.
 */
final class MountedFiles {

    static final String FOLDER = "files";

    /** What {@link Revision} gives; a folder of another name is a person's. */
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{16}");

    private final Folder folder;

    /** The files below the folder of a project. */
    MountedFiles(Folder project) {
        this.folder = project.folder(FOLDER);
    }

    /** Returns the files that a service mounts, by {@code HASH/NAME}. */
    static Map<String, String> of(Service service, UnaryOperator<String> texts) {
        Map<String, String> files = new TreeMap<>();
        service.containers().values().stream()
                .map(Container::files)
                .flatMap(mounted -> mounted.keySet().stream())
                .forEach(path -> files.put(place(path, texts.apply(path)), texts.apply(path)));
        return files;
    }

    /** Returns where a file lies, as {@code HASH/NAME}. */
    static String place(String path, String text) {
        return Revision.of(text, Map.of()) + "/" + path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns the files of ours that are there, by {@code HASH/NAME}. */
    Map<String, String> read() {
        Map<String, String> found = new LinkedHashMap<>();
        for (String hash : folder.folders()) {
            for (String name : folder.folder(hash).files()) {
                folder.folder(hash)
                        .read(name)
                        .filter(text -> place(name, text).equals(hash + "/" + name))
                        .ifPresent(text -> found.put(hash + "/" + name, text));
            }
        }
        return found;
    }

    void write(Map<String, String> files) {
        files.forEach((place, text) -> {
            int slash = place.indexOf('/');
            folder.folder(place.substring(0, slash)).write(place.substring(slash + 1), text, Access.SHARED);
        });
    }

    /** Removes the files of ours but these, and the empty folders of those that a killed run removed. */
    void keepOnly(Map<String, String> files) {
        for (String place : read().keySet()) {
            if (!files.containsKey(place)) {
                int slash = place.indexOf('/');
                folder.folder(place.substring(0, slash)).delete(place.substring(slash + 1));
            }
        }
        folder.folders().stream()
                .filter(name -> HASH.matcher(name).matches())
                .map(folder::folder)
                .forEach(Folder::deleteIfEmpty);
        folder.deleteIfEmpty();
    }
}
