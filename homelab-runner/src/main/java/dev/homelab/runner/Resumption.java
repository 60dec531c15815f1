// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.value.ServiceName;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the next run does beyond its plan, since a run before it has not ended.
 *
 * @param run the id of that run
 * @param holder who holds the lock, so that the run is under way; empty if the run was interrupted
 * @param again the resources whose change is made once more although they look right, as {@code TARGET/KEY}
 * @param services those that that run began, which are verified, or rolled back to what was there before it
 */
public record Resumption(String run, Optional<String> holder, List<String> again, Set<ServiceName> services) {

    public Resumption {
        again = List.copyOf(again);
        services = Collections.unmodifiableSet(new TreeSet<>(services));
    }
}
