// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The switches that make images misbehave, by the beginning of their names. All are off at first. */
public final class ImageFaults {

    private final Set<String> unknown = ConcurrentHashMap.newKeySet();
    private final Set<String> unhealthy = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> exits = new ConcurrentHashMap<>();

    /** Makes the registry not know such images. */
    public void unknownImage(String prefix) {
        unknown.add(prefix);
    }

    /** Makes containers of such images unhealthy from now on; running ones stay as they are. */
    public void unhealthyImage(String prefix) {
        unhealthy.add(prefix);
    }

    /** Makes containers of such images end as soon as they start. */
    public void exits(String prefix, int code) {
        exits.put(prefix, code);
    }

    /** Turns every switch off. */
    public void recover() {
        unknown.clear();
        unhealthy.clear();
        exits.clear();
    }

    boolean isUnknown(String image) {
        return unknown.stream().anyMatch(image::startsWith);
    }

    boolean isUnhealthy(String image) {
        return unhealthy.stream().anyMatch(image::startsWith);
    }

    Optional<Integer> exitCode(String image) {
        return new TreeMap<>(exits)
                .entrySet().stream()
                        .filter(entry -> image.startsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }
}
