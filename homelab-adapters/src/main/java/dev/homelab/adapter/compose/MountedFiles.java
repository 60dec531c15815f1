// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.Service;
import dev.homelab.model.container.Container;
import dev.homelab.spi.Folder;
import dev.homelab.spi.Folder.Access;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The files of a project that its containers mount, each in a folder named after the hash of its text: a file with
 * another text has another path, so that Compose recreates the container.
 *
 * <p>A file whose folder has the name of its hash is ours; whatever else is there is left alone.
 */
final class MountedFiles {

    static final String FOLDER = "files";

    /** What {@link Revision} gives; a folder of another name is unmanaged. */
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

    /** Returns the files of ours among all texts of a project, by {@code HASH/NAME}. */
    static Map<String, String> ours(Map<String, String> texts) {
        Map<String, String> found = new TreeMap<>();
        texts.forEach((path, text) -> {
            String place = path.substring(path.indexOf('/') + 1);
            if (path.equals(FOLDER + "/" + place) && place.equals(place(place, text))) {
                found.put(place, text);
            }
        });
        return found;
    }

    void write(Map<String, String> files) {
        files.forEach((place, text) -> {
            String name = place.substring(place.indexOf('/') + 1);
            folder.folder(hash(place)).write(name, text, Access.SHARED);
        });
    }

    /**
     * Removes files of ours, and the empty folders of those that a killed run removed.
     *
     * @param found those that were there before
     * @param kept those that stay
     */
    void keepOnly(Set<String> kept, Set<String> found) {
        found.stream()
                .filter(place -> !kept.contains(place))
                .forEach(place -> folder.folder(hash(place)).delete(place.substring(place.indexOf('/') + 1)));
        Set<String> hashes = kept.stream().map(MountedFiles::hash).collect(toSet());
        folder.folders().stream()
                .filter(name -> HASH.matcher(name).matches() && !hashes.contains(name))
                .map(folder::folder)
                .forEach(Folder::deleteIfEmpty);
        if (kept.isEmpty()) {
            folder.deleteIfEmpty();
        }
    }

    private static String hash(String place) {
        return place.substring(0, place.indexOf('/'));
    }
}
