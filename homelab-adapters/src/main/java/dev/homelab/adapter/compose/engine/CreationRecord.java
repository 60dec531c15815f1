// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the engine said of the containers of a project when they had just been made. It is a file in the folder of the project, and
 * what the engine says later is compared with it.
 *
 * @param about what a reader of the file sees
 * @param version of this form
 * @param key a fingerprint that shows which root key the others were made with
 * @param hasCreationTimes whether the engine says when a volume was created, and not when something was last put into it
 * @param containers by their names in the Compose file
 * @param volumes by name
 */
public record CreationRecord(
        String about,
        int version,
        String key,
        @JsonProperty("volumesHaveCreationTimes") boolean hasCreationTimes,
        SortedMap<String, Made> containers,
        SortedMap<String, Volume> volumes) {

    /** The name of the file. */
    public static final String FILE = ".homelab-made.json";

    private static final int VERSION = 1;
    private static final Pattern VOLUME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,254}"); // they get into commands
    private static final String ABOUT =
            "Written by homelab. It holds what Docker said of these containers right after they were made, to see later what"
                    + " was changed by hand. Do not edit: the next apply writes it again.";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * A container.
     *
     * @param id all 64 digits
     * @param traits how it was made
     */
    public record Made(String id, Traits traits) {

        public Made {
            Objects.requireNonNull(id);
            Objects.requireNonNull(traits);
        }
    }

    /**
     * A volume that containers of the project mount.
     *
     * @param created as the engine says it; empty if it does not
     * @param containers the ids of those that mount it: it cannot be removed while one of them is there
     */
    public record Volume(String created, Set<String> containers) {

        public Volume {
            Objects.requireNonNull(created);
            containers = Collections.unmodifiableSet(new TreeSet<>(containers));
        }
    }

    public CreationRecord {
        Objects.requireNonNull(key);
        containers.values().forEach(Objects::requireNonNull);
        if (!volumes.keySet().stream().allMatch(name -> VOLUME.matcher(name).matches())) {
            throw new IllegalArgumentException("no name of a volume");
        }
        containers = Collections.unmodifiableSortedMap(new TreeMap<>(containers));
        volumes = Collections.unmodifiableSortedMap(new TreeMap<>(volumes));
    }

    /** A record of now. */
    public static CreationRecord of(
            String key, boolean hasCreationTimes, Map<String, Made> containers, Map<String, Volume> volumes) {
        return new CreationRecord(
                ABOUT, VERSION, key, hasCreationTimes, new TreeMap<>(containers), new TreeMap<>(volumes));
    }

    /**
     * Reads what {@link #text} has written.
     *
     * @throws IllegalArgumentException if it is no such file
     */
    public static CreationRecord read(String text) {
        try {
            return Optional.ofNullable(JSON.readValue(text, CreationRecord.class))
                    .orElseThrow(() -> new IllegalArgumentException("nothing is in it"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not written by homelab", e);
        }
    }

    public String text() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record that cannot be written. This is a bug in homelab.", e);
        }
    }

    /** Returns the same, in which these containers mount its volumes as well, since they were recreated as they were. */
    public CreationRecord alsoMountedBy(Map<String, Set<String>> volumesById) {
        SortedMap<String, Volume> all = new TreeMap<>(volumes);
        volumesById.forEach((id, names) -> names.forEach(name -> all.computeIfPresent(name, (key, volume) -> {
            Set<String> ids = new TreeSet<>(volume.containers());
            ids.add(id);
            return new Volume(volume.created(), ids);
        })));
        return new CreationRecord(about, version, key, hasCreationTimes, containers, all);
    }

    /** Returns whether it can be compared with what is seen with this root key. */
    public boolean isComparable(String otherKey) {
        return version == VERSION && key.equals(otherKey);
    }

    /**
     * Says of each volume that is another by now what became of it. A volume cannot be removed while a container that mounts it is there, so
     * one whose container is still there is the same, whatever time the engine gives.
     *
     * @param ids of all containers of the host
     * @param now what the engine says of the volumes
     */
    public List<String> losses(Set<String> ids, Inspection now) {
        return volumes.entrySet().stream()
                .filter(volume -> Collections.disjoint(ids, volume.getValue().containers()))
                .flatMap(volume -> loss(volume.getKey(), volume.getValue(), now).stream())
                .toList();
    }

    private Optional<String> loss(String name, Volume volume, Inspection now) {
        if (now.missingVolumes().contains(name)) {
            return Optional.of("volume %s was removed: its data is gone".formatted(name));
        }
        String created = now.volumes().getOrDefault(name, volume.created());
        if (created.equals(volume.created())) {
            return Optional.empty();
        }
        return Optional.of(
                hasCreationTimes
                        ? "volume %s was recreated empty on %s: its data is gone".formatted(name, created)
                        : "volume %s may have been recreated empty: its containers were removed by hand, and it changed on %s; see whether its data is there"
                                .formatted(name, created));
    }
}
