// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import dev.homelab.problem.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What tags of images stand for.
 *
 * @param digests {@code sha256:...} by image with its tag; more than one where containers run different ones, none where it is not known
 * @param problems why it is not known of some
 */
public record ImageDigests(Map<String, Set<String>> digests, List<Problem> problems) {

    /** Nothing is known. */
    public static final ImageDigests NONE = new ImageDigests(Map.of(), List.of());

    public ImageDigests {
        Map<String, Set<String>> all = new TreeMap<>();
        digests.forEach((image, found) -> all.put(image, Collections.unmodifiableSet(new TreeSet<>(found))));
        digests = Collections.unmodifiableMap(all);
        problems = List.copyOf(problems);
    }
}
