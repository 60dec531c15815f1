// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.guard;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import dev.homelab.model.Catalog;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.problem.Where;
import dev.homelab.provision.Change;
import dev.homelab.provision.Plan;
import dev.homelab.provision.RetainedData;
import dev.homelab.provision.Risk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Says no to a plan that would harm, or that is not ours to carry out. Pure. */
public final class Guard {

    private static final int FEW = 3;
    private static final double SHARE = 0.3;

    private final Catalog catalog;
    private final Consent consent;

    /** Judges runs of a catalog, given some confirmations. */
    public Guard(Catalog catalog, Consent consent) {
        this.catalog = catalog;
        this.consent = consent;
    }

    /**
     * Judges what a run is about to do.
     *
     * @param plans by the name of their target
     * @param risky the changes of them that bring a risk
     * @return why not; empty if nothing speaks against it
     */
    public List<Problem> judge(Map<String, ? extends Plan<?>> plans, List<RiskyChange> risky) {
        List<Problem> problems = new ArrayList<>();
        tooMuch(plans).ifPresent(problems::add);
        plans.forEach((target, plan) -> plan.conflicts().forEach(conflict -> problems.add(inTheWay(target, conflict))));
        risky.forEach(change -> change.risks().stream()
                .filter(Risk::needsWord)
                .filter(risk -> !consent.accepts(change.change().service(), risk))
                .forEach(risk -> problems.add(notAccepted(change, risk))));
        return problems;
    }

    /** Pages about services are written again from the definitions, so that their number says nothing. */
    private Optional<Problem> tooMuch(Map<String, ? extends Plan<?>> all) {
        List<? extends Change<?>> everything = deletions(all.values());
        if (catalog.definitions().isEmpty() && !everything.isEmpty()) {
            return Optional.of(empty(everything.size()));
        }
        List<? extends Plan<?>> plans = all.entrySet().stream()
                .filter(plan -> !catalog.inventory().isAboutAll(plan.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        List<? extends Change<?>> deletions = deletions(plans);
        long owned = owned(plans);
        TreeSet<ServiceName> services = deletions.stream().map(Change::service).collect(toCollection(TreeSet::new));
        boolean isUnusual = services.size() > 1 && deletions.size() > FEW && deletions.size() > owned * SHARE;
        return isUnusual && !consent.deletions().equals(Optional.of(deletions.size()))
                ? Optional.of(tooMany(deletions.size(), owned, services))
                : Optional.empty();
    }

    private static List<? extends Change<?>> deletions(Collection<? extends Plan<?>> plans) {
        return plans.stream()
                .flatMap(plan -> plan.changes().stream())
                .filter(change -> change.shape() == Change.Shape.DELETE)
                .toList();
    }

    private long owned(Collection<? extends Plan<?>> plans) {
        String homelab = catalog.inventory().homelab();
        return plans.stream()
                .flatMap(plan -> plan.before().stream())
                .filter(observed -> observed.belongsTo(homelab))
                .count();
    }

    private Problem empty(int deletions) {
        return new Problem(
                "catalog is empty",
                catalog.inventoryPositions().at(""),
                "there is no definition at all, and applying that would take down everything: %d deletions."
                        .formatted(deletions),
                "check the folder of your services; nothing was changed.");
    }

    private Problem tooMany(int deletions, long owned, Collection<ServiceName> services) {
        String names = services.stream().map(ServiceName::value).collect(joining(", "));
        String said = consent.deletions()
                .map(number -> " You said %d.".formatted(number))
                .orElse("");
        return new Problem(
                        "too many deletions",
                        Where.nowhere(),
                        "%d of the %d resources of this homelab would be deleted, of the services %s.%s"
                                .formatted(deletions, owned, names, said),
                        "check that no definition is missing; nothing was changed. If all of this is to go, accept that.")
                .with(Remedy.of(Remedy.Kind.DELETE, String.valueOf(deletions)));
    }

    private static Problem inTheWay(String target, Plan.Conflict<?> conflict) {
        String owner =
                conflict.existing().owner().map(o -> "it belongs to " + o).orElse("homelab did not put it there");
        ServiceName service = conflict.desired().service();
        String key = conflict.desired().resource().key();
        Optional<String> unadoptable = conflict.existing().resource().unadoptable();
        String adopt = unadoptable
                .map("\n\nIt cannot be adopted: %s."::formatted)
                .orElse(
                        " If homelab is to manage it from now on, adopt it, or everything that conflicts with the service.");
        Problem problem = new Problem(
                "already exists, not managed by homelab",
                Where.target(target, ""),
                "service \"%s\" wants \"%s\", but the target already has it (%s), and %s."
                        .formatted(service, key, conflict.existing().resource().summary(), owner),
                "remove it by hand, or give the service another name or hostname; nothing was changed." + adopt);
        return unadoptable.isPresent()
                ? problem
                : problem.with(
                        Remedy.of(Remedy.Kind.ADOPT, target, key),
                        Remedy.of(Remedy.Kind.ADOPT_SERVICE, service.value()));
    }

    private static Problem notAccepted(RiskyChange risky, Risk risk) {
        Change<?> change = risky.change();
        return new Problem(
                        "confirmation required",
                        Where.target(risky.target(), ""),
                        "service \"%s\": %s.".formatted(change.service(), inWords(risk, change)),
                        "look at the plan; nothing was changed. If this is what you want, accept it.")
                .with(Remedy.of(Remedy.Kind.ACCEPT, change.service() + ":" + risk.word()));
    }

    private static String inWords(Risk risk, Change<?> change) {
        return switch (risk) {
            case DATA_STAYS_BEHIND ->
                "its data is kept there (%s), and it starts elsewhere with empty volumes; copy them first"
                        .formatted(change.resource().leftovers().stream()
                                .map(RetainedData::name)
                                .collect(joining(", ")));
            case MORE_PEOPLE -> "people may sign in who could not before";
            case WEAKER_SIGN_IN -> "visitors who were asked to sign in on their way to it are not asked any more";
            case RESTART, DOWNTIME -> "it is unreachable for a while";
        };
    }
}
