// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.compose.engine.CreationRecord;
import dev.homelab.adapter.compose.engine.CreationRecord.Made;
import dev.homelab.adapter.compose.engine.CreationRecord.Volume;
import dev.homelab.adapter.compose.engine.Inspection;
import dev.homelab.adapter.support.secret.SigningKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was written of how the containers of each project were made, to hold against what the engine says now. Nothing is known of a
 * project without a record, nor of one whose record is of another root key.
 */
final class Creations {

    private static final int FINGERPRINT = 16;

    private static final String NUMBER = "com.docker.compose.container-number";

    private final SigningKey key;
    private final Map<String, CreationRecord> records = new HashMap<>();
    private final Set<String> unreadable = new TreeSet<>();

    /**
     * Nothing is written yet.
     *
     * @param key what fingerprints are made with
     */
    Creations(SigningKey key) {
        this.key = key;
    }

    /** Hides a value, given what it is of. */
    String fingerprint(String name, String value) {
        return key.sign("container " + name, value).substring(0, FINGERPRINT);
    }

    private String keyFingerprint() {
        return fingerprint("key", "");
    }

    /** Takes what was read of a project. */
    void take(String project, Optional<String> text) {
        forget(project);
        try {
            text.map(CreationRecord::read)
                    .filter(record -> record.isComparable(keyFingerprint()))
                    .ifPresent(record -> records.put(project, record));
        } catch (IllegalArgumentException e) {
            unreadable.add(project);
        }
    }

    void forget(String project) {
        records.remove(project);
        unreadable.remove(project);
    }

    /** Returns whether something is known of how the containers of a project were made. */
    boolean knows(String project) {
        return records.containsKey(project) || unreadable.contains(project);
    }

    /** Returns the volumes to ask the engine for. */
    Set<String> volumes() {
        return records.values().stream()
                .flatMap(record -> record.volumes().keySet().stream())
                .collect(toCollection(TreeSet::new));
    }

    /** Returns in a few words each how a container is otherwise than it was made. */
    List<String> changes(HostContainer container) {
        if (unreadable.contains(container.project())) {
            return List.of("cannot be compared with how it was made: " + CreationRecord.FILE + " was edited");
        }
        return Optional.ofNullable(records.get(container.project()))
                .map(record -> record.containers().get(place(container)))
                .flatMap(made -> container.inspected().map(now -> now.traits().changesSince(made.traits())))
                .orElse(List.of());
    }

    /** Returns what became of the volumes of a project that are others by now. */
    List<String> losses(String project, List<HostContainer> all, Inspection now) {
        return Optional.ofNullable(records.get(project))
                .map(record -> record.losses(all.stream().map(HostContainer::id).collect(toSet()), now))
                .orElse(List.of());
    }

    /**
     * Makes a record of how the containers of a project are now, and remembers it.
     *
     * @param containers those of the project
     * @param volumes what the engine says of those that they mount
     * @param hasCreationTimes whether that is when they were created
     */
    CreationRecord make(String project, List<HostContainer> containers, Inspection volumes, boolean hasCreationTimes) {
        Map<String, Made> made = new TreeMap<>();
        Map<String, Volume> mounted = new TreeMap<>();
        containers.stream()
                .sorted(Comparator.comparing(HostContainer::name))
                .forEach(container -> container.inspected().ifPresent(details -> {
                    made.putIfAbsent(place(container), new Made(container.id(), details.traits()));
                    details.namedVolumes()
                            .forEach(name -> mounted.merge(
                                    name,
                                    new Volume(volumes.volumes().getOrDefault(name, ""), Set.of(container.id())),
                                    Creations::both));
                }));
        CreationRecord record = CreationRecord.of(keyFingerprint(), hasCreationTimes, made, mounted);
        forget(project);
        records.put(project, record);
        return record;
    }

    /** Returns the name of its service, with a number for the second and further containers of one. */
    private static String place(HostContainer container) {
        String number =
                container.inspected().map(details -> details.label(NUMBER)).orElse("");
        return number.isEmpty() || number.equals("1") ? container.service() : container.service() + " " + number;
    }

    /** Returns the record of a project, some containers of which were recreated from it; nothing if there is none. */
    Optional<CreationRecord> renew(String project, List<HostContainer> containers) {
        Map<String, Set<String>> mounted = new TreeMap<>();
        containers.forEach(container ->
                container.inspected().ifPresent(details -> mounted.put(container.id(), details.namedVolumes())));
        return Optional.ofNullable(records.computeIfPresent(project, (name, record) -> record.alsoMountedBy(mounted)));
    }

    private static Volume both(Volume one, Volume other) {
        Set<String> ids = new TreeSet<>(one.containers());
        ids.addAll(other.containers());
        return new Volume(one.created(), ids);
    }
}
