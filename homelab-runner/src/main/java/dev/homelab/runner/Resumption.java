// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.name.ServiceName;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the next run does beyond its plan, since a run before it was interrupted.
 *
 * @param run the id of the interrupted run
 * @param again the resources whose change is made once more although they look right, as {@code TARGET/KEY}
 * @param services those that the interrupted run began, which are verified, or rolled back to what was there before it
 */
public record Resumption(String run, List<String> again, Set<ServiceName> services) {

    public Resumption {
        again = List.copyOf(again);
        services = Collections.unmodifiableSet(new TreeSet<>(services));
    }
}
