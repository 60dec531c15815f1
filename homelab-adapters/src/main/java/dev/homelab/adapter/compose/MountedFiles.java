// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import dev.homelab.model.Service;
import dev.homelab.model.container.MountedFile;
import dev.homelab.spi.Folder;
import dev.homelab.spi.Folder.Access;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a project that its containers mount, each, or each folder of them, in a folder named after the hash of its content, and after
 * mode and owner if they are said: what has another content has another path, so that Compose recreates the container.
 *
 * <pre>
 *   files/0123456789abcdef/app.json
 *   files/0123456789abcdef-0640-1000-1000/conf.d/a/b.conf
 * </pre>
 *
 * <p>What lies in a folder that has the name of its hash is ours; whatever else is there is left alone.
 */
final class MountedFiles {

    static final String FOLDER = "files";

    /** What {@link Revision} gives, with mode and owner; a folder of another name is unmanaged. */
    private static final Pattern HASH =
            Pattern.compile("([0-9a-f]{16})(?:-(?<mode>[0-7]{4}))?(?:-(?<user>[0-9]{1,9})-(?<group>[0-9]{1,9}))?");

    private static final String USUAL_MODE = "0644";

    private final Folder folder;

    /** The files below the folder of a project. */
    MountedFiles(Folder project) {
        this.folder = project.folder(FOLDER);
    }

    /**
     * Returns the files that a service mounts, by where they lie.
     *
     * @param contents the files of a path beside the definition, by their path below it; a file itself by the empty one
     */
    static Map<String, String> of(Service service, Function<String, Map<String, String>> contents) {
        Map<String, String> files = new TreeMap<>();
        service.containers()
                .values()
                .forEach(container -> container.files().forEach((path, mounted) -> {
                    Map<String, String> content = contents.apply(path);
                    String place = place(path, content, mounted);
                    content.forEach((below, text) -> files.put(below.isEmpty() ? place : place + "/" + below, text));
                }));
        return files;
    }

    /** Returns where a file or folder lies, as {@code HASH/NAME}. */
    static String place(String path, Map<String, String> content, MountedFile mounted) {
        String rights = mounted.owner()
                .map(owner -> "-" + mounted.mode().orElse(USUAL_MODE) + "-" + owner.replace(':', '-'))
                .or(() -> mounted.mode().map(mode -> "-" + mode))
                .orElse("");
        return hash(content) + rights + "/" + path.substring(path.lastIndexOf('/') + 1);
    }

    static String hash(Map<String, String> content) {
        if (content.keySet().equals(Set.of(""))) {
            return Revision.of(content.getOrDefault("", ""), Map.of());
        }
        StringBuilder all = new StringBuilder();
        new TreeMap<>(content)
                .forEach((path, text) -> all.append(path)
                        .append('\0')
                        .append(text.length())
                        .append('\0')
                        .append(text));
        return Revision.of(all.toString(), Map.of());
    }

    /** Returns the files of ours among all texts of a project, by where they lie. */
    static Map<String, String> ours(Map<String, String> texts) {
        Map<String, Map<String, String>> byPlace = new TreeMap<>();
        texts.forEach((path, text) -> {
            String[] parts = path.split("/", 4);
            if (parts.length > 2 && parts[0].equals(FOLDER)) {
                byPlace.computeIfAbsent(parts[1] + "/" + parts[2], place -> new TreeMap<>())
                        .put(parts.length > 3 ? parts[3] : "", text);
            }
        });
        Map<String, String> found = new TreeMap<>();
        byPlace.forEach((place, content) -> {
            Matcher folder = HASH.matcher(folderOf(place));
            if (folder.matches() && folder.group(1).equals(hash(content))) {
                content.forEach((below, text) -> found.put(below.isEmpty() ? place : place + "/" + below, text));
            }
        });
        return found;
    }

    /**
     * What a place says of who may use what lies there.
     *
     * @param path of the place
     * @param mode octal digits; of files, folders can be entered as well
     * @param owner {@code UID:GID}; empty for the user who signs in
     */
    record Rights(String path, String mode, String owner) {

        String folderMode() {
            int digits = Integer.parseInt(mode, 8);
            return "%04o".formatted(digits | (digits & 0444) >> 2);
        }
    }

    /** Returns what is said of rights to these files; nothing of those that have the usual ones. */
    static Set<Rights> rights(Set<String> places) {
        Set<Rights> all = new TreeSet<>(Comparator.comparing(Rights::path));
        for (String place : places) {
            String[] parts = place.split("/", 3);
            Matcher folder = HASH.matcher(parts[0]);
            if (folder.matches() && folder.group("mode") != null) {
                String owner = folder.group("user") == null ? "" : folder.group("user") + ":" + folder.group("group");
                all.add(new Rights(parts[0] + "/" + parts[1], folder.group("mode"), owner));
            }
        }
        return all;
    }

    /** Returns the files of a place. */
    static Set<String> within(Set<String> places, String place) {
        return places.stream().filter(one -> placeOf(one).equals(place)).collect(toCollection(TreeSet::new));
    }

    /** Returns the folders of a place, itself included; none of a file. */
    static Set<String> foldersWithin(Set<String> places, String place) {
        Set<String> folders = new TreeSet<>();
        for (String one : within(places, place)) {
            for (int end = one.lastIndexOf('/'); end >= place.length(); end = one.lastIndexOf('/', end - 1)) {
                folders.add(one.substring(0, end));
            }
        }
        return folders;
    }

    /**
     * Writes files, and removes what is unmanaged among those of a folder.
     *
     * @param texts all that was found of the project
     */
    void write(Map<String, String> files, Map<String, String> texts) {
        Set<String> folders = files.keySet().stream().map(MountedFiles::placeOf).collect(toSet());
        texts.keySet().stream()
                .filter(path -> path.startsWith(FOLDER + "/"))
                .map(path -> path.substring(FOLDER.length() + 1))
                .filter(place -> folders.contains(placeOf(place)) && !files.containsKey(place))
                .forEach(place -> in(place).delete(nameOf(place)));
        files.forEach((place, text) -> in(place).write(nameOf(place), text, Access.SHARED));
    }

    /**
     * Removes files of ours, and the empty folders of those that a killed run removed.
     *
     * @param found those that were there before
     * @param kept those that stay
     */
    void keepOnly(Set<String> kept, Set<String> found) {
        Set<String> removed =
                found.stream().filter(place -> !kept.contains(place)).collect(toCollection(TreeSet::new));
        removed.forEach(place -> in(place).delete(nameOf(place)));
        Set<String> emptied = new TreeSet<>(Comparator.reverseOrder());
        for (String place : removed) {
            for (int slash = place.lastIndexOf('/');
                    slash > place.indexOf('/');
                    slash = place.lastIndexOf('/', slash - 1)) {
                emptied.add(place.substring(0, slash));
            }
        }
        emptied.forEach(path -> at(path).deleteIfEmpty());
        Set<String> hashes = kept.stream().map(MountedFiles::folderOf).collect(toSet());
        folder.folders().stream()
                .filter(name -> HASH.matcher(name).matches() && !hashes.contains(name))
                .map(folder::folder)
                .forEach(Folder::deleteIfEmpty);
        if (kept.isEmpty()) {
            folder.deleteIfEmpty();
        }
    }

    private Folder in(String place) {
        return at(place.substring(0, place.lastIndexOf('/')));
    }

    private Folder at(String path) {
        Folder one = folder;
        for (String name : path.split("/", -1)) {
            one = one.folder(name);
        }
        return one;
    }

    private static String nameOf(String place) {
        return place.substring(place.lastIndexOf('/') + 1);
    }

    private static String folderOf(String place) {
        return place.substring(0, place.indexOf('/'));
    }

    /** Returns the place of a file, or of the folder that it is in: {@code HASH/NAME}. */
    static String placeOf(String place) {
        String[] parts = place.split("/", 3);
        return parts.length < 2 ? place : parts[0] + "/" + parts[1];
    }
}
