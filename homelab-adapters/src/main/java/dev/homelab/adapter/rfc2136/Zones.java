// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.rfc2136;

import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.value.Hostname;
import java.util.List;
import java.util.Objects;

/** Which of the zones of an inventory a name is in: the longest that holds it, as in DNS itself. Pure. */
final class Zones {

    private final List<Target> targets;
    private final List<String> zones;

    Zones(Inventory inventory) {
        this.targets = inventory.targets().values().stream()
                .filter(Objects::nonNull)
                .filter(target -> target.settings() instanceof Rfc2136Settings)
                .toList();
        this.zones = targets.stream()
                .map(target -> ((Rfc2136Settings) target.settings()).zone())
                .toList();
    }

    /** Returns whether a target is the first that has a zone. */
    boolean isFirst(Target target) {
        return targets.get(0).name().equals(target.name());
    }

    /** Returns whether a name is kept in this zone. */
    boolean isIn(String zone, Hostname hostname) {
        return holds(zone, hostname)
                && zones.stream().noneMatch(other -> other.length() > zone.length() && holds(other, hostname));
    }

    /** Returns whether a name is in none of the zones. */
    boolean isOutside(Hostname hostname) {
        return zones.stream().noneMatch(zone -> holds(zone, hostname));
    }

    private static boolean holds(String zone, Hostname hostname) {
        return hostname.value().equals(zone) || hostname.value().endsWith("." + zone);
    }
}
