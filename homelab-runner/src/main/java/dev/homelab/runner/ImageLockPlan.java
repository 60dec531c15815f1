// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.io.ImageLockFile;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is to be changed in the lock of images.
 *
 * @param file the lock
 * @param changes what is different, by the name of the image
 * @param unchanged how many images are locked to the digest they should have
 * @param isUsed whether the inventory says {@code pin: lock}; otherwise tags mean what registries say, whatever is locked
 * @param problems why it is not known of some images what they stand for; their lines stay
 */
public record ImageLockPlan(
        Path file, List<LockChange> changes, int unchanged, boolean isUsed, List<Problem> problems) {

    /**
     * The line of one image.
     *
     * @param image with its tag, such as {@code nginx:latest}
     * @param services those that run it
     * @param before its digest in the lock; absent if it has none yet
     * @param after the digest it is to have; absent if its line is removed, since no definition names it
     */
    public record LockChange(
            String image, Set<ServiceName> services, Optional<String> before, Optional<String> after) {}

    public ImageLockPlan {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    /**
     * Writes the lock, if anything is different. Lines of other images, and comments, stay.
     *
     * @throws IOException if it cannot be read or written
     */
    public void write() throws IOException {
        if (changes.isEmpty()) {
            return;
        }
        Map<String, String> digests = new TreeMap<>();
        Set<String> removed = new TreeSet<>();
        changes.forEach(change -> change.after()
                .ifPresentOrElse(digest -> digests.put(change.image(), digest), () -> removed.add(change.image())));
        String text = Files.exists(file) ? Files.readString(file) : "";
        Files.writeString(file, ImageLockFile.with(text, digests, removed));
    }
}
