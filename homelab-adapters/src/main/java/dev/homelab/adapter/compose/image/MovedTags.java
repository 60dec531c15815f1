// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.image;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tags that are known to mean another image than one that runs under them. Registries are asked once, and only if
 * a run asks for it.
 */
final class MovedTags {

    private final Registries registries;
    private final Map<String, Set<String>> left = new HashMap<>();
    private boolean isToAsk;

    /**
     * Knows of none yet.
     *
     * @param ask whether registries are to be asked
     */
    MovedTags(Registries registries, boolean ask) {
        this.registries = registries;
        this.isToAsk = ask;
    }

    /**
     * Asks what tags mean now, unless that is done or not wanted.
     *
     * @param running images by the tags that containers were made from, one map for each project
     * @throws dev.homelab.provision.TargetException if a registry does not answer that
     */
    void ask(Collection<Map<String, RunningImage>> running) {
        if (!isToAsk) {
            return;
        }
        List<String> names = running.stream()
                .flatMap(project -> project.entrySet().stream())
                .filter(entry -> entry.getValue().cameFromRegistryOf(entry.getKey()))
                .map(Map.Entry::getKey)
                .distinct()
                .sorted()
                .toList();
        Map<String, String> now = names.isEmpty() ? Map.of() : registries.digests(names);
        isToAsk = false;
        running.forEach(project -> project.forEach((name, image) -> {
            if (image.cameFromRegistryOf(name) && !image.hasDigest(now.getOrDefault(name, ""))) {
                remember(name, image);
            }
        }));
    }

    /** Notes that a tag means another image than this one. */
    void remember(String name, RunningImage image) {
        left.computeIfAbsent(name, key -> new HashSet<>()).add(image.id());
    }

    /** Returns whether a tag is known to mean another image than this one. */
    boolean hasLeft(String name, RunningImage image) {
        return left.getOrDefault(name, Set.of()).contains(image.id());
    }

    /** Returns whether a tag is known to mean another image than some that runs, or did. */
    boolean contains(String name) {
        return left.containsKey(name);
    }
}
