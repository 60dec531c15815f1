// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.replica;

import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import dev.homelab.runner.guard.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Targets that answer the same for the same names, of whatever kind, such as two Pi-holes, or a Pi-hole and an AdGuard Home. What goes wrong
 * at one of them alone leaves it behind, and is no failure of a service; one that is not behind is always left. Safe for many threads.
 */
public final class Replicas {

    private final List<Target> targets;
    private final Map<String, Optional<AnsweredNames>> names = new TreeMap<>();
    private final Map<String, String> behind = new TreeMap<>();

    /**
     * Finds replicas.
     *
     * @param targets those that a run looks at
     * @param scope where it may change something; a target that may not be brought up to date replaces no other
     * @param names what a target answers once it is in line; empty for one that does not say, which is a replica of its own kind only
     */
    public Replicas(Collection<Target> targets, Scope scope, Function<Target, Optional<AnsweredNames>> names) {
        this.targets = targets.stream()
                .filter(target -> target.wave() == Wave.NAMING && scope.includes(target.name()))
                .toList();
        if (this.targets.size() > 1) {
            this.targets.forEach(target -> this.names.put(target.name(), names.apply(target)));
        }
    }

    /**
     * Takes notice of what went wrong at a target, and returns whether it is only behind by that.
     *
     * @param isWell whether the same went well at another target
     */
    public synchronized boolean leavesBehind(String target, Predicate<String> isWell) {
        Optional<String> other = targets.stream()
                .filter(one -> one.name().equals(target))
                .flatMap(one -> targets.stream().filter(two -> isReplica(two, one)))
                .map(Target::name)
                .filter(name -> !name.equals(target) && !behind.containsKey(name) && isWell.test(name))
                .findFirst();
        other.ifPresent(name -> behind.putIfAbsent(target, name));
        return other.isPresent();
    }

    /** Returns whether visitors get from one target all that they would get from another. */
    private boolean isReplica(Target one, Target other) {
        Optional<AnsweredNames> here = names.getOrDefault(one.name(), Optional.empty());
        Optional<AnsweredNames> there = names.getOrDefault(other.name(), Optional.empty());
        return (here.isPresent() && there.isPresent())
                ? here.get().cover(there.get())
                : one.kind().equals(other.kind());
    }

    /** Returns the names of those that are behind, sorted. */
    public synchronized Set<String> behind() {
        return Set.copyOf(behind.keySet());
    }

    /** Returns what a person has to know of each that is behind. */
    public synchronized List<Problem> problems() {
        return behind.entrySet().stream()
                .map(one -> problem(one.getKey(), one.getValue()))
                .toList();
    }

    private static Problem problem(String target, String other) {
        return new Problem(
                        "target out of sync",
                        Where.target(target, ""),
                        "\"%s\" may not be up to date. The run went on, since \"%s\" holds the same and nothing is wrong there."
                                .formatted(target, other),
                        "see to what else is said of \"%s\". The next run brings it up to date.".formatted(target))
                .with(Remedy.of(Remedy.Kind.APPLY));
    }
}
