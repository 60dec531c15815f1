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
    private final Set<String> slow = ConcurrentHashMap.newKeySet();
    private final Map<String, String> unpullable = new ConcurrentHashMap<>();
    private final Map<String, String> unbuildable = new ConcurrentHashMap<>();
    private final Map<String, String> unstartable = new ConcurrentHashMap<>();
    private final Map<String, Integer> exits = new ConcurrentHashMap<>();
    private final Map<String, String> words = new ConcurrentHashMap<>();
    private final Map<String, Crash> crashes = new ConcurrentHashMap<>();

    /** Makes the registry not know such images. */
    public void unknownImage(String prefix) {
        unknown.add(prefix);
    }

    /** Makes pulls of such images fail with the words of a registry or of the network. */
    public void cannotBePulled(String prefix, String words) {
        unpullable.put(prefix, words);
    }

    /** Makes builds of such images fail with these words, at their first step that runs something. */
    public void cannotBeBuilt(String prefix, String words) {
        unbuildable.put(prefix, words);
    }

    /** Makes the engine fail to start containers of such images, with these words; they stay as they were created. */
    public void cannotBeStarted(String prefix, String words) {
        unstartable.put(prefix, words);
    }

    /** Makes containers of such images start for ever: their health check does not succeed and has not failed often enough. */
    public void startsSlowly(String prefix) {
        slow.add(prefix);
    }

    /** Makes containers of such images unhealthy from now on; running ones stay as they are. */
    public void unhealthyImage(String prefix) {
        unhealthy.add(prefix);
    }

    /** Makes containers of such images end as soon as they start. */
    public void exits(String prefix, int code) {
        exits.put(prefix, code);
    }

    /**
     * Makes containers of such images healthy for a moment, then end, and be started again by their restart policy, again and
     * again.
     */
    public void crashes(String prefix, int code) {
        crashes.put(prefix, new Crash(code, false));
    }

    /** Makes containers of such images come up and be killed for want of memory, again and again. */
    public void runsOutOfMemory(String prefix) {
        crashes.put(prefix, new Crash(137, true));
    }

    /** Lets containers of such images write this to their logs. */
    public void says(String prefix, String text) {
        words.put(prefix, text);
    }

    Optional<String> pullError(String image) {
        return first(unpullable, image);
    }

    Optional<String> buildError(String image) {
        return first(unbuildable, image);
    }

    Optional<String> startError(String image) {
        return first(unstartable, image);
    }

    boolean isSlow(String image) {
        return slow.stream().anyMatch(image::startsWith);
    }

    String words(String image) {
        return first(words, image).orElse("nothing");
    }

    /** How a container ends again and again. */
    record Crash(int exitCode, boolean outOfMemory) {}

    Optional<Crash> crash(String image) {
        return first(crashes, image);
    }

    /** Turns every switch off. */
    public void recover() {
        unknown.clear();
        unhealthy.clear();
        exits.clear();
        crashes.clear();
        slow.clear();
        unpullable.clear();
        unbuildable.clear();
        unstartable.clear();
        words.clear();
    }

    boolean isUnknown(String image) {
        return unknown.stream().anyMatch(image::startsWith);
    }

    boolean isUnhealthy(String image) {
        return unhealthy.stream().anyMatch(image::startsWith);
    }

    Optional<Integer> exitCode(String image) {
        return first(exits, image);
    }

    private static <T> Optional<T> first(Map<String, T> byPrefix, String image) {
        return new TreeMap<>(byPrefix)
                .entrySet().stream()
                        .filter(entry -> image.startsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }
}
