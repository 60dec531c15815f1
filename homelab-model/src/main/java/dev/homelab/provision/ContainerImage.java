// SPDX-License-Identifier: Apache-2.0
package dev.homelab.provision;

import dev.homelab.model.value.ServiceName;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The very image that a container was made from, whatever its tag means by now.
 *
 * @param service whose container it is
 * @param container as its service calls it
 * @param digests what registries call it, {@code sha256:...}; none if it was built or imported on the host
 * @param built when it was built, as the image itself says; empty if that is not known
 */
public record ContainerImage(ServiceName service, String container, Set<String> digests, Optional<Instant> built) {

    public ContainerImage {
        digests = Collections.unmodifiableSet(new TreeSet<>(digests));
    }
}
