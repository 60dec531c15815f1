// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.guard;

import dev.homelab.model.value.ServiceName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run is limited to. It limits what is applied, never what is planned: the plan is always of the whole catalog, since
 * to a plan of a part everything else looks as if it were to be deleted.
 *
 * <pre>{@code
 * Scope.everything().only("photos").at("dns")
 * }</pre>
 *
 * @param services whose changes are made; empty for all
 * @param targets where changes are made; empty for all
 * @param without targets that are not observed, such as an unreachable one
 * @param changed whether only those services are changed that definitions ask something else for than was applied last;
 *     drift is ignored then
 */
public record Scope(Set<String> services, Set<String> targets, Set<String> without, boolean changed) {

    public Scope {
        services = Collections.unmodifiableSet(new TreeSet<>(services));
        targets = Collections.unmodifiableSet(new TreeSet<>(targets));
        without = Collections.unmodifiableSet(new TreeSet<>(without));
    }

    /** No limit at all. */
    public static Scope everything() {
        return new Scope(Set.of(), Set.of(), Set.of(), false);
    }

    /** Limits it to this service too, one that has no definition any more included. */
    public Scope only(String service) {
        return new Scope(and(services, service), targets, without, changed);
    }

    /** Limits it to this target too. */
    public Scope at(String target) {
        return new Scope(services, and(targets, target), without, changed);
    }

    /** Goes on without this target. */
    public Scope without(String target) {
        return new Scope(services, targets, and(without, target), changed);
    }

    /** Limits it to what definitions changed. */
    public Scope onlyChanged() {
        return new Scope(services, targets, without, true);
    }

    /** Returns whether what a service asks of a target is within it. */
    public boolean includes(String target, ServiceName service) {
        return includes(target) && includes(service);
    }

    /** Returns whether anything of a service may be. */
    public boolean includes(ServiceName service) {
        return services.isEmpty() || services.contains(service.value());
    }

    /** Returns whether anything at a target may be. */
    public boolean includes(String target) {
        return !without.contains(target) && (targets.isEmpty() || targets.contains(target));
    }

    /** Says what it is limited to, a line each; nothing where there is no limit. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        if (!services.isEmpty()) {
            lines.add("Only for " + String.join(", ", services) + ".");
        }
        if (changed) {
            lines.add("Only what definitions changed since it was applied; what was changed by hand stays.");
        }
        if (!targets.isEmpty()) {
            lines.add("Only at " + String.join(", ", targets) + ".");
        }
        if (!without.isEmpty()) {
            lines.add("Without " + String.join(", ", without) + ": nothing there is looked at, changed or verified.");
        }
        return lines;
    }

    /**
     * Holds the names of targets against those that there are.
     *
     * @throws UnknownNameException if one is not among them
     */
    public void checkTargets(Collection<String> known) {
        Names.check("target", targets, known);
        Names.check("target", without, known);
    }

    /** Checks the names of services. */
    public void checkServices(Collection<String> known) {
        Names.check("service", services, known);
    }

    private static Set<String> and(Set<String> names, String another) {
        Set<String> more = new TreeSet<>(names);
        more.add(another);
        return more;
    }
}
