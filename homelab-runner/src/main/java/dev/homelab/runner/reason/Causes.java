// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.reason;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Plan;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Why a plan changes what it changes. */
public interface Causes {

    /** Returns the causes of a change at a target; at least one. */
    List<Cause> of(String target, Change<?> change);

    /** Returns the services that were protected when they were last applied. */
    Set<ServiceName> protectedServices();

    /** Returns the commit that was applied last, if one is known. */
    Optional<String> revision();

    /** Returns whether a conflict stands where this homelab had a resource of its own. */
    boolean wasOurs(String target, Plan.Conflict<?> conflict);
}
