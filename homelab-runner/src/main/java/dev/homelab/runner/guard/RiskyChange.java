// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.guard;

import dev.homelab.provision.Change;
import dev.homelab.provision.Risk;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A change by which people may notice or lose something.
 *
 * @param target where, as named in the inventory
 * @param change the change
 * @param risks what they may; in the order of their weight
 */
public record RiskyChange(String target, Change<?> change, Set<Risk> risks) {

    public RiskyChange {
        risks = Collections.unmodifiableSet(new TreeSet<>(risks));
    }
}
