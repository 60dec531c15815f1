// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.reason;

import dev.homelab.provision.Change.Shape;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What definitions ask otherwise for one service than something earlier did.
 *
 * @param causes why; at least one
 * @param resources what becomes of each resource that is asked for otherwise, by target and key; none if the definition is
 *     another and comes to the same
 */
public record AffectedService(List<Cause> causes, SortedMap<String, Shape> resources) {

    public AffectedService {
        causes = List.copyOf(causes);
        resources = Collections.unmodifiableSortedMap(new TreeMap<>(resources));
    }

    /** Compares resources with those of before, each by its fingerprint. */
    static AffectedService of(List<Cause> causes, Map<String, String> before, Map<String, String> now) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> Objects.equals(before.get(name), now.get(name)));
        SortedMap<String, Shape> resources = new TreeMap<>();
        names.forEach(name -> resources.put(name, shape(before.containsKey(name), now.containsKey(name))));
        return new AffectedService(causes, resources);
    }

    private static Shape shape(boolean isBefore, boolean isNow) {
        if (!isBefore) {
            return Shape.CREATE;
        }
        return isNow ? Shape.UPDATE : Shape.DELETE;
    }
}
