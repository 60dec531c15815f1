// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.Catalog;
import dev.homelab.model.Completion;
import dev.homelab.model.Definition;
import dev.homelab.model.ParseResult;
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.rule.container.ContainerRules;
import dev.homelab.model.rule.host.HostRules;
import dev.homelab.model.rule.network.NetworkRules;
import dev.homelab.model.rule.routing.VisitRules;
import dev.homelab.model.rule.secret.SecretRules;
import dev.homelab.model.rule.service.ServiceRules;
import dev.homelab.model.rule.signin.SignInRules;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.rule.warning.WarningRules;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Judges what was read: by the constraints on the records, and by the rules across them.
 *
 * <p>What definitions say in the language of one kind of target is judged by the rules of its adapter. Without them, any keys
 * and values under {@code compose} and {@code traefik} are valid.
 */
public final class CatalogValidator {

    private static final List<Rule> RULES = Stream.of(
                    List.of(new InventoryHolds(), new UniqueName()),
                    HostRules.all(),
                    NetworkRules.all(),
                    ContainerRules.all(),
                    ServiceRules.all(),
                    SecretRules.all(),
                    SignInRules.all(),
                    VisitRules.all())
            .flatMap(List::stream)
            .toList();

    private final Constraints constraints = new Constraints();
    private final List<Rule> rules = new ArrayList<>(RULES);

    /** Judges by the rules of the model alone. */
    public CatalogValidator() {
        this(List.of());
    }

    /**
     * Judges by the rules of the model and those of adapters.
     *
     * @param ofAdapters what they say of definitions in the language of their targets
     */
    public CatalogValidator(List<Rule> ofAdapters) {
        rules.addAll(ofAdapters);
    }

    /**
     * The judgement.
     *
     * @param valid the catalog, if nothing is wrong with it
     * @param problems everything that is wrong, those of the reading included, in the order a person reads them
     * @param warnings what a person should know of a valid catalog
     */
    public record ValidationResult(Optional<ValidCatalog> valid, List<Problem> problems, List<Problem> warnings) {}

    /** Judges what was read. A part that could not be read is reported once, and not also as missing. */
    public ValidationResult judge(ParseResult reading) {
        return judge(reading, definition -> false);
    }

    /**
     * Judges what was read, as {@link #judge(ParseResult)} does.
     *
     * @param known the definitions that were found valid before, with the same inventory; they are judged only together with others
     */
    public ValidationResult judge(ParseResult reading, Predicate<Definition> known) {
        List<Problem> problems = new ArrayList<>(reading.problems());
        Set<String> unread = unread(reading);
        reading.catalog().ifPresent(catalog -> {
            Catalog complete = Completion.of(catalog);
            Stream<Problem> across = rules.stream().flatMap(rule -> rule.check(complete).stream());
            Stream.concat(constraints.check(catalog, known).stream(), across)
                    .filter(problem -> !isUnread(problem.where(), unread))
                    .filter(problem -> !isMissingBecauseUnread(problem, unread))
                    .forEach(problems::add);
        });
        Optional<ValidCatalog> valid = (problems.isEmpty() ? reading.catalog() : Optional.<Catalog>empty())
                .map(written -> new ValidCatalog(Completion.of(written), written));
        List<Problem> warnings = valid.stream()
                .flatMap(sound -> WarningRules.all().stream().flatMap(rule -> rule.check(sound.catalog()).stream()))
                .toList();
        return new ValidationResult(valid, Problem.sorted(problems), Problem.sorted(warnings));
    }

    /** Whether a place, or a part around it, is among those that could not be read. */
    private static boolean isUnread(Where where, Set<String> unread) {
        if (!(where instanceof Where.InFile place)) {
            return false;
        }
        String path = place.path();
        while (!unread.contains(place.file() + " " + path)) {
            int dot = path.lastIndexOf('.');
            if (dot < 0) {
                return false;
            }
            path = path.substring(0, dot);
        }
        return true;
    }

    /** Whether something counts as missing only because a part of it could not be read. */
    private static boolean isMissingBecauseUnread(Problem problem, Set<String> unread) {
        return problem.summary().equals(Constraints.MISSING)
                && problem.where() instanceof Where.InFile place
                && unread.stream().anyMatch(path -> path.startsWith(place.file() + " " + place.path() + "."));
    }

    private static Set<String> unread(ParseResult reading) {
        return reading.problems().stream()
                .map(Problem::where)
                .filter(Where.InFile.class::isInstance)
                .map(Where.InFile.class::cast)
                .map(place -> place.file() + " " + place.path())
                .collect(toSet());
    }
}
