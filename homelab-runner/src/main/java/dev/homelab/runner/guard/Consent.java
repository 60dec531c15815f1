// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.guard;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Resource;
import dev.homelab.provision.Risk;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a person gave their word for in advance, since a run would stop there otherwise.
 *
 * <pre>{@code
 * Consent.none().adopting("dns/photos.home.arpa").accepting("photos:more-people")
 * }</pre>
 *
 * @param adopted what may be adopted, as {@code TARGET/KEY}
 * @param adoptedServices services whose conflicts may all be adopted
 * @param deletions how many deletions are right, if more than usual
 * @param accepted risks that may be taken, as {@code SERVICE:RISK}, or {@link #OLDER}
 */
public record Consent(
        Set<String> adopted, Set<String> adoptedServices, Optional<Integer> deletions, Set<String> accepted) {

    /** The risk of definitions that are older than what was applied last; it is not that of one service. */
    public static final String OLDER = "older-revision";

    public Consent {
        adopted = Collections.unmodifiableSet(new TreeSet<>(adopted));
        adoptedServices = Collections.unmodifiableSet(new TreeSet<>(adoptedServices));
        accepted = Collections.unmodifiableSet(new TreeSet<>(accepted));
    }

    /** No word for anything. */
    public static Consent none() {
        return new Consent(Set.of(), Set.of(), Optional.empty(), Set.of());
    }

    /** Adopts what a conflict calls {@code TARGET/KEY}. */
    public Consent adopting(String resource) {
        return new Consent(and(adopted, resource), adoptedServices, deletions, accepted);
    }

    /** Adopts everything that conflicts with a service. */
    public Consent adoptingFor(String service) {
        return new Consent(adopted, and(adoptedServices, service), deletions, accepted);
    }

    /** Deletes as many as this, and not one more or less. */
    public Consent deleting(int number) {
        return new Consent(adopted, adoptedServices, Optional.of(number), accepted);
    }

    /** Takes a risk, given as {@code SERVICE:RISK}. */
    public Consent accepting(String risk) {
        return new Consent(adopted, adoptedServices, deletions, and(accepted, risk));
    }

    /** Returns the keys of a target that may be adopted. */
    public <R extends Resource> Set<String> keys(String target, List<Desired<R>> desired) {
        return desired.stream()
                .filter(want -> adoptedServices.contains(want.service().value())
                        || adopted.contains(target + "/" + want.resource().key()))
                .map(want -> want.resource().key())
                .collect(toSet());
    }

    /** Returns whether definitions may be older than what was applied last. */
    public boolean acceptsOlder() {
        return accepted.contains(OLDER);
    }

    boolean accepts(ServiceName service, Risk risk) {
        return accepted.contains(service + ":" + risk.word());
    }

    /**
     * Holds the names in it against those that there are.
     *
     * @throws UnknownNameException if one is not among them
     */
    public void check(Collection<String> services, Collection<String> targets) {
        Names.check("service", adoptedServices, services);
        Names.check("target", parts(adopted, "/", 0), targets);
        Set<String> ofServices = new TreeSet<>(accepted);
        ofServices.remove(OLDER);
        Names.check("service", parts(ofServices, ":", 0), services);
        Names.check(
                "risk",
                parts(ofServices, ":", 1),
                Stream.of(Risk.values()).map(Risk::word).toList());
    }

    private static Set<String> parts(Set<String> texts, String separator, int index) {
        return texts.stream()
                .map(text -> text.split(separator, 2))
                .map(parts -> index < parts.length ? parts[index] : "")
                .collect(toSet());
    }

    private static Set<String> and(Set<String> names, String another) {
        Set<String> more = new TreeSet<>(names);
        more.add(another);
        return more;
    }
}
