// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.inventory;

import dev.homelab.problem.Positions;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The digests that tags of images stand for, kept in a file beside the inventory.
 *
 * @param digests {@code sha256:...} by image with its tag, such as {@code nginx:latest}
 * @param positions for pointing at its entries
 */
public record ImageLock(Map<String, String> digests, Positions positions) {

    /** The name of the file. */
    public static final String FILE = "images.lock.yaml";

    /** No tag is locked. */
    public static final ImageLock NONE = new ImageLock(Map.of(), Positions.of(FILE));

    public ImageLock {
        digests = Collections.unmodifiableMap(new TreeMap<>(digests));
    }

    /** Returns the digest of an image with its tag, if it is locked. */
    public Optional<String> digest(String tagged) {
        return Optional.ofNullable(digests.get(tagged));
    }
}
