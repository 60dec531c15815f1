// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.reason;

import static java.util.stream.Collectors.toMap;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Plan;
import dev.homelab.runner.reason.Cause.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Why a plan changes what it changes. Pure.
 *
 * <pre>
 *   the service           the resource            cause
 *   -------------------   ---------------------   -----------------------------------------
 *   is not defined        -                       definition removed, or renamed
 *   -                     is there, and not ours  adopted
 *   was applied before,
 *   under another name    -                       renamed
 *   was never applied     is not there            new
 *   was never applied     is there                no earlier run is recorded
 *   was applied           is wanted as it was     missing, image moved, or changed by hand
 *   was applied           is wanted otherwise     what the service rests on that is another
 * </pre>
 */
public final class CauseFinder implements Causes {

    private final Applied applied;
    private final Map<ServiceName, InputFingerprint> bases;
    private final List<DesiredFingerprint> asked;
    private final Map<String, String> wanted;
    private final Optional<Cause> always;

    /**
     * Holds these against each other.
     *
     * @param applied what was applied last
     * @param bases what each service rests on now
     * @param wanted what all targets are asked for now
     */
    public CauseFinder(
            Applied applied, Map<ServiceName, InputFingerprint> bases, Collection<DesiredFingerprint> wanted) {
        this(applied, bases, wanted, Optional.empty());
    }

    private CauseFinder(
            Applied applied,
            Map<ServiceName, InputFingerprint> bases,
            Collection<DesiredFingerprint> wanted,
            Optional<Cause> always) {
        this.always = always;
        this.applied = applied;
        this.bases = Map.copyOf(bases);
        this.asked = List.copyOf(wanted);
        this.wanted = wanted.stream().collect(toMap(DesiredFingerprint::resource, DesiredFingerprint::fingerprint));
    }

    /** Every change has one reason: a rollback to what was there before a run. */
    public static Causes undoing(String run) {
        return new CauseFinder(Applied.nothing(), Map.of(), List.of(), Optional.of(new Cause(Kind.UNDONE, run)));
    }

    @Override
    public List<Cause> of(String target, Change<?> change) {
        return always.map(List::of).orElseGet(() -> found(target, change));
    }

    private List<Cause> found(String target, Change<?> change) {
        InputFingerprint basis = bases.get(change.service());
        if (basis == null) {
            return List.of(gone(change.service()));
        }
        if (isAdoption(change)) {
            return List.of(Cause.of(Kind.ADOPTED));
        }
        return applied.service(change.service())
                .map(entry -> since(entry, basis, DesiredFingerprint.name(target, change.key()), change))
                .orElseGet(() -> List.of(first(basis, change.before().isEmpty() ? Kind.NEW : Kind.UNRECORDED)));
    }

    @Override
    public Set<ServiceName> protectedServices() {
        return applied.protectedServices();
    }

    @Override
    public Optional<String> revision() {
        return applied.revision();
    }

    /** Returns the service that goes on under another name, if one does. */
    private Optional<ServiceName> successor(ServiceName gone) {
        return bases.entrySet().stream()
                .filter(entry -> entry.getValue().formerName().equals(Optional.of(gone)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Cause first(InputFingerprint basis, Kind otherwise) {
        return basis.formerName()
                .filter(former -> applied.service(former).isPresent())
                .map(former -> new Cause(Kind.RENAMED, "from " + former))
                .orElseGet(() -> Cause.of(otherwise));
    }

    private Cause gone(ServiceName service) {
        return successor(service)
                .map(name -> new Cause(Kind.RENAMED, "to " + name))
                .orElseGet(() -> Cause.of(Kind.REMOVED));
    }

    /**
     * Returns the services that definitions ask something else for than what was applied. What all services rest on affects
     * only those of which it changes something.
     */
    public SortedMap<ServiceName, AffectedService> affected() {
        Set<ServiceName> names = new TreeSet<>(applied.services().keySet());
        names.addAll(bases.keySet());
        SortedMap<ServiceName, AffectedService> affected = new TreeMap<>();
        Map<ServiceName, Map<String, String>> resources = Applied.resources(asked);
        for (ServiceName name : names) {
            Map<String, String> before =
                    applied.service(name).map(Applied.Entry::resources).orElse(Map.of());
            AffectedService one = AffectedService.of(since(name), before, resources.getOrDefault(name, Map.of()));
            if (!one.causes().isEmpty() && !(isOfAll(one) && one.resources().isEmpty())) {
                affected.put(name, one);
            }
        }
        return affected;
    }

    private static boolean isOfAll(AffectedService service) {
        return service.causes().stream().map(Cause::kind).allMatch(Kind::isGeneral);
    }

    private List<Cause> since(ServiceName name) {
        InputFingerprint basis = bases.get(name);
        if (basis == null) {
            return List.of(gone(name));
        }
        return applied.service(name)
                .map(entry -> basis.since(entry.basis()))
                .orElseGet(() -> List.of(first(basis, Kind.NEW)));
    }

    @Override
    public boolean wasOurs(String target, Plan.Conflict<?> conflict) {
        String resource =
                DesiredFingerprint.name(target, conflict.desired().resource().key());
        return applied.service(conflict.desired().service())
                .filter(entry -> entry.resources().containsKey(resource))
                .isPresent();
    }

    private static boolean isAdoption(Change<?> change) {
        Optional<String> before = change.before().map(CauseFinder::homelab);
        Optional<String> after = change.after().map(CauseFinder::homelab);
        return before.isPresent() && after.isPresent() && !before.equals(after);
    }

    private static String homelab(Observed<?> picture) {
        return picture.owner().map(Owner::homelab).orElse("");
    }

    private List<Cause> since(Applied.Entry entry, InputFingerprint basis, String resource, Change<?> change) {
        Optional<String> before = Optional.ofNullable(entry.resources().get(resource));
        if (before.isPresent() && before.equals(Optional.ofNullable(wanted.get(resource)))) {
            return List.of(asBefore(change));
        }
        List<Cause> causes = basis.since(entry.basis());
        return causes.isEmpty() ? List.of(Cause.of(Kind.DRIFTED)) : causes;
    }

    /** Returns why what is wanted as it was is to be changed all the same. */
    private static Cause asBefore(Change<?> change) {
        Set<String> outdated =
                change.before().map(before -> before.resource().outdated()).orElse(Set.of());
        return outdated.isEmpty()
                ? Cause.of(change.before().isEmpty() ? Kind.MISSING : Kind.DRIFTED)
                : new Cause(Kind.IMAGE, String.join(", ", outdated));
    }
}
