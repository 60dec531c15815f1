// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.Catalog;
import dev.homelab.model.Reading;
import dev.homelab.model.ValidCatalog;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges what was read: by the constraints on the records, and by the rules across them. */
public final class CatalogValidator {

    private static final List<Rule> RULES = List.of(
            new InventoryHolds(),
            new UniqueName(),
            new UniqueHostname(),
            new HostnameInDomain(),
            new KnownHost(),
            new FreeHostPort(),
            new RoutedPortPublished(),
            new UniqueOnHost(),
            new DependedOnContainer(),
            new NetworkModeLeads(),
            new NoContainerCycle(),
            new MountedVolume(),
            new ComposeKeyWithoutWord(),
            new OneRouteBehindSignIn(),
            new TargetForEveryPart());

    private final Constraints constraints = new Constraints();

    /**
     * The judgement.
     *
     * @param valid the catalog, if nothing is wrong with it
     * @param problems everything that is wrong, those of the reading included, in the order a person reads them
     */
    public record Judgement(Optional<ValidCatalog> valid, List<Problem> problems) {}

    /** Judges what was read. A part that could not be read is reported once, and not also as missing. */
    public Judgement judge(Reading reading) {
        List<Problem> problems = new ArrayList<>(reading.problems());
        Set<Where> unread = reading.problems().stream().map(Problem::where).collect(toSet());
        reading.catalog().ifPresent(catalog -> {
            constraints.check(catalog).stream()
                    .filter(problem -> !isUnread(problem.where(), unread))
                    .forEach(problems::add);
            RULES.forEach(rule -> problems.addAll(rule.check(catalog)));
        });
        Optional<Catalog> flawless = problems.isEmpty() ? reading.catalog() : Optional.empty();
        return new Judgement(flawless.map(ValidCatalog::new), Problem.sorted(problems));
    }

    private static boolean isUnread(Where where, Set<Where> unread) {
        return where instanceof Where.InFile place
                && unread.stream()
                        .anyMatch(other -> other instanceof Where.InFile broken
                                && broken.file().equals(place.file())
                                && (broken.path().equals(place.path())
                                        || place.path().startsWith(broken.path() + ".")));
    }
}
