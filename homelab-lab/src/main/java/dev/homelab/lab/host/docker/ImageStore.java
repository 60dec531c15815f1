// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import dev.homelab.lab.host.compose.ComposeException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The images of one host and the registry they come from, which has every image that one asks for.
 *
 * <p>An image is known here by the name under which it was first published, such as {@code films:1}; what that tag means
 * after it was moved once is {@code films:1#2}. Its id and its digest are made up from that.
 */
public final class ImageStore {

    private static final String NONE = "<none>";

    /** When every image was built, in the words of Docker. */
    private static final String BUILT = "2026-03-01 10:20:30 +0000 UTC";

    private final ImageFaults faults;
    private final RegistryDoors doors = new RegistryDoors();
    private final Map<String, Integer> moves = new HashMap<>();
    private final Map<String, String> published = new HashMap<>();
    private final Map<String, String> tags = new TreeMap<>();
    private final List<String> builds = new ArrayList<>();
    private final Map<String, String> present = new TreeMap<>();

    ImageStore(ImageFaults faults) {
        this.faults = faults;
    }

    /** The registries that ask who one is; none at first. */
    public RegistryDoors doors() {
        return doors;
    }

    /** Returns whether a name means an image that is on the host. */
    synchronized boolean has(String name) {
        return name.contains("@") ? present.containsValue(byDigest(name)) : tags.containsKey(full(name));
    }

    /** Lets a tag mean another image in the registry from now on; hosts notice only when they pull. */
    public synchronized void moveTag(String name) {
        moves.merge(full(name), 1, Integer::sum);
    }

    /** Brings an image onto the host that no registry knows, as {@code docker build} does. */
    public synchronized void build(String name) {
        tags.put(name, name);
        present.put(name, "");
    }

    synchronized void built(String name) {
        build(name);
        builds.add(name);
    }

    /** Returns the images that were built here by a command, in order. */
    public synchronized List<String> builds() {
        return List.copyOf(builds);
    }

    /** Removes every image but these, and those that have a tag, as {@code docker image prune} does. */
    synchronized void prune(Set<String> used) {
        present.keySet().removeIf(image -> !used.contains(image) && !tags.containsValue(image));
    }

    /** Returns the image that a name means on this host, pulled if it is not there. A name with a digest means that, whatever its tag. */
    synchronized String need(String name) {
        if (name.contains("@")) {
            if (!has(name)) {
                pull(name);
            }
            return imageOf(name);
        }
        String full = full(name);
        if (!tags.containsKey(full)) {
            pull(full);
        }
        return tags.getOrDefault(full, full);
    }

    /** Pulls a tag, or an image by its digest, which gets no tag. */
    synchronized void pull(String written) {
        String name = full(written);
        String digest = resolve(name);
        String image = name.contains("@") ? imageOf(name) : published.getOrDefault(digest, name);
        present.put(image, repository(name) + "@" + digest);
        if (!name.contains("@")) {
            tags.put(name, image);
        }
    }

    /** Returns the digest that the registry has for a name. */
    synchronized String resolve(String written) {
        String name = full(written);
        doors.pass(name);
        String pinned = name.substring(name.indexOf('@') + 1);
        if (published.containsKey(pinned)) {
            return pinned;
        }
        if (name.contains("@")) {
            published.put(pinned, byDigest(name));
            return pinned;
        }
        if (name.startsWith("localhost/")) {
            throw new ComposeException(
                    "Error response from daemon: Get \"http://localhost/v2/\": dial tcp 127.0.0.1:80: connect: connection refused");
        }
        faults.pullError(name).ifPresent(words -> {
            throw new ComposeException("Error response from daemon: " + words);
        });
        if (faults.isUnknown(name) || present.getOrDefault(name, NONE).isEmpty()) {
            throw unknown(name);
        }
        String image = moves.containsKey(name) ? name + "#" + (moves.get(name) + 1) : name;
        String digest = hash("digest of " + image);
        published.put(digest, image);
        return digest;
    }

    /** The engine takes a name without a tag for the latest. */
    private static String full(String name) {
        return name.contains("@") || name.lastIndexOf(':') > name.lastIndexOf('/') ? name : name + ":latest";
    }

    private String imageOf(String name) {
        return published.getOrDefault(name.substring(name.indexOf('@') + 1), byDigest(name));
    }

    /** A name with a digest as the engine keeps it: without its tag. */
    private static String byDigest(String name) {
        return repository(name) + name.substring(name.indexOf('@'));
    }

    synchronized void tag(String id, String name) {
        if (name.contains("@")) {
            throw new ComposeException("refusing to create a tag with a digest reference");
        }
        tags.put(
                full(name),
                present.keySet().stream()
                        .filter(image -> id(image).equals(id) || image.equals(tags.get(id)))
                        .findFirst()
                        .orElseThrow(() -> new ComposeException("Error response from daemon: No such image: " + id)));
    }

    /** The name of an image in a list of containers: its id, once the tag it was made from means another. */
    synchronized String shownAs(String name, String image) {
        return image.equals(tags.get(full(name))) || name.contains("@") ? name : id(image);
    }

    /** A line for each image and digest and when it was built, as {@code docker image ls --no-trunc --digests} prints it in this form. */
    synchronized String list() {
        StringBuilder lines = new StringBuilder();
        present.forEach((image, reference) -> {
            int at = reference.indexOf('@');
            lines.append(id(image))
                    .append('\t')
                    .append(at < 0 ? repository(image) : reference.substring(0, at))
                    .append('\t')
                    .append(at < 0 ? NONE : reference.substring(at + 1))
                    .append('\t')
                    .append(BUILT)
                    .append('\n');
        });
        return lines.toString();
    }

    static String id(String image) {
        return hash("image " + image);
    }

    static ComposeException unknown(String name) {
        return new ComposeException(
                "Error response from daemon: manifest for " + name + " not found: manifest unknown: manifest unknown");
    }

    private static String repository(String name) {
        String unpinned = name.replaceFirst("@.*", "");
        int colon = unpinned.lastIndexOf(':');
        return colon > unpinned.lastIndexOf('/') ? unpinned.substring(0, colon) : unpinned;
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return "sha256:" + HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
