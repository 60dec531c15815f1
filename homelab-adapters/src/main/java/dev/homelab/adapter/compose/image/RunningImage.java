// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.image;

import static java.util.stream.Collectors.toSet;

import java.util.List;
import java.util.Set;

/**
 * The very image that a container was made from, whatever its tag means by now.
 *
 * @param id on its host, {@code sha256:} and 64 hexadecimal digits
 * @param digests what registries call it, as {@code REPOSITORY@sha256:...}; none if it was built or imported there
 */
public record RunningImage(String id, List<String> digests) {

    public RunningImage {
        digests = List.copyOf(digests);
    }

    /**
     * Returns whether it came from the registry that a name belongs to. The same image can have a name of another registry,
     * and one that was given by hand on the host.
     */
    boolean cameFromRegistryOf(String name) {
        String repository = ImageName.repository(name);
        return digests.stream().map(ImageName::repository).anyMatch(repository::equals);
    }

    /** Returns the digests that the registry of a name knows it by. */
    public Set<String> digestsOf(String name) {
        String repository = ImageName.repository(name);
        return digests.stream()
                .filter(known -> ImageName.repository(known).equals(repository))
                .map(known -> known.substring(known.indexOf('@') + 1))
                .collect(toSet());
    }

    boolean hasDigest(String digest) {
        return digests.stream().anyMatch(known -> known.endsWith("@" + digest));
    }
}
