// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.Catalog;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Resource;
import dev.homelab.provision.Risk;
import dev.homelab.runner.Thing;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {

    private static final String HOMELAB = services().inventory().homelab();
    private static final ServiceName WIKI = ServiceName.of("wiki");
    private static final Observed<Thing> OURS =
            Observed.ownedBy(new Owner("home", WIKI), new Thing("wiki", "the wiki"));

    @TempDir
    Path folder;

    @Test
    void anEmptyCatalogDeletesNothing() throws IOException {
        assertThat(judge(empty(), plan(List.of(), List.of(OURS)))).containsExactly("catalog is empty");
    }

    @Test
    void anEmptyCatalogThatHasNothingToDeleteIsFine() throws IOException {
        assertThat(judge(empty(), plan(List.of(), List.of()))).isEmpty();
    }

    @Test
    void oneDeletionAmongDefinitionsIsFine() {
        assertThat(judge(services(), plan(List.of(), List.of(OURS)))).isEmpty();
    }

    @Test
    void aWordForARiskIsForThatServiceAndThatRisk() throws IOException {
        Plan<Thing> plan = plan(List.of(), List.of(OURS));
        List<RiskyChange> risky =
                List.of(new RiskyChange("proxy", plan.changes().get(0), Set.of(Risk.RESTART, Risk.WEAKER_SIGN_IN)));

        assertThat(judge(Consent.none(), plan, risky)).containsExactly("confirmation required");
        assertThat(judge(Consent.none().accepting("wiki:more-people"), plan, risky))
                .hasSize(1);
        assertThat(judge(Consent.none().accepting("blog:weaker-sign-in"), plan, risky))
                .hasSize(1);
        assertThat(judge(Consent.none().accepting("wiki:weaker-sign-in"), plan, risky))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} of {1} resources of {2} services: {3}")
    @CsvSource({"3, 3, 2, fine", "4, 13, 2, too many", "4, 14, 2, fine", "9, 9, 1, fine", "9, 9, 2, too many"})
    void whatIsTooManyDependsOnHowManyThereAre(int deleted, int owned, int services, String verdict) {
        List<Observed<Thing>> there = new ArrayList<>();
        for (int i = 0; i < owned; i++) {
            ServiceName service = ServiceName.of("s" + i % services);
            there.add(Observed.ownedBy(new Owner(HOMELAB, service), new Thing("k" + i, "")));
        }
        List<Desired<Thing>> wanted = there.stream()
                .skip(deleted)
                .map(seen -> new Desired<>(seen.owner().orElseThrow().service(), seen.resource()))
                .toList();
        Plan<Thing> plan = new Planner(HOMELAB).plan(wanted, there);

        assertThat(judge(Consent.none(), plan, List.of())).hasSize(verdict.equals("fine") ? 0 : 1);
        assertThat(judge(Consent.none().deleting(deleted), plan, List.of())).isEmpty();
    }

    @Test
    void adoptingIsOfferedOnlyWhereItCanWork() {
        record Fixed(String key, Optional<String> reason) implements Resource {
            @Override
            public String summary() {
                return key;
            }

            @Override
            public Optional<String> unadoptable() {
                return reason;
            }
        }
        List<Desired<Fixed>> wanted = List.of(new Desired<>(WIKI, new Fixed("wiki", Optional.empty())));

        List<Problem> problems = new Guard(services(), Consent.none())
                .judge(
                        Map.of(
                                "dns",
                                new Planner("home")
                                        .plan(wanted, List.of(Observed.unowned(new Fixed("wiki", Optional.empty())))),
                                "proxy",
                                new Planner("home")
                                        .plan(
                                                wanted,
                                                List.of(Observed.unowned(
                                                        new Fixed("wiki", Optional.of("it is fixed")))))),
                        List.of());

        assertThat(problems)
                .anyMatch(problem -> problem.remedies().contains(Remedy.of(Remedy.Kind.ADOPT, "dns", "wiki")))
                .anyMatch(problem -> problem.fix().endsWith("It cannot be adopted: it is fixed.")
                        && problem.remedies().isEmpty());
    }

    @Test
    void everythingInTheWayIsNamedWithItsOwner() {
        Thing mine = new Thing("wiki", "a page by hand");
        Observed<Thing> byHand = Observed.unowned(mine);
        Observed<Thing> another = Observed.ownedBy(new Owner("cabin", WIKI), mine);
        List<Desired<Thing>> wanted = List.of(new Desired<>(WIKI, OURS.resource()));

        List<Problem> problems = new Guard(services(), Consent.none())
                .judge(
                        Map.of("proxy", plan(wanted, List.of(byHand)), "dns", plan(wanted, List.of(another))),
                        List.of());

        assertThat(problems)
                .hasSize(2)
                .allMatch(problem -> problem.summary().equals("already exists, not managed by homelab"));
        assertThat(problems)
                .extracting(Problem::detail)
                .anyMatch(detail -> detail.contains("(a page by hand), and homelab did not put it there"))
                .anyMatch(detail -> detail.contains("it belongs to cabin/wiki"));
    }

    private static List<String> judge(Consent consent, Plan<Thing> plan, List<RiskyChange> risky) {
        return new Guard(services(), consent)
                .judge(Map.of("proxy", plan), risky).stream()
                        .map(Problem::summary)
                        .toList();
    }

    private static List<String> judge(Catalog catalog, Plan<Thing> plan) {
        return new Guard(catalog, Consent.none())
                .judge(Map.of("proxy", plan), List.of()).stream()
                        .map(Problem::summary)
                        .toList();
    }

    private static Plan<Thing> plan(List<Desired<Thing>> desired, List<Observed<Thing>> observed) {
        return new Planner("home").plan(desired, observed);
    }

    private Catalog empty() throws IOException {
        return read(Files.createDirectories(folder.resolve("services")));
    }

    private static Catalog services() {
        return read(Path.of("../services"));
    }

    private static Catalog read(Path services) {
        return new CatalogReader(Plugins.found().kinds())
                .read(services, Path.of("../services/inventory.yaml"))
                .catalog()
                .orElseThrow();
    }
}
