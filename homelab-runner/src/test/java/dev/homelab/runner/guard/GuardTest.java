// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.Adapters;
import dev.homelab.model.Catalog;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.model.name.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.runner.Thing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardTest {

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
    void everythingInTheWayIsNamedWithItsOwner() {
        Thing mine = new Thing("wiki", "a page by hand");
        Observed<Thing> byHand = Observed.unowned(mine);
        Observed<Thing> another = Observed.ownedBy(new Owner("cabin", WIKI), mine);
        List<Desired<Thing>> wanted = List.of(new Desired<>(WIKI, OURS.resource()));

        List<Problem> problems = Guard.judge(
                services(), Map.of("proxy", plan(wanted, List.of(byHand)), "dns", plan(wanted, List.of(another))));

        assertThat(problems).hasSize(2).allMatch(problem -> problem.summary().equals("something else is in the way"));
        assertThat(problems)
                .extracting(Problem::detail)
                .anyMatch(detail -> detail.contains("(a page by hand), and homelab did not put it there"))
                .anyMatch(detail -> detail.contains("it belongs to cabin/wiki"));
    }

    private static List<String> judge(Catalog catalog, Plan<Thing> plan) {
        return Guard.judge(catalog, Map.of("proxy", plan)).stream()
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
        return new CatalogReader(Adapters.kinds())
                .read(services, Path.of("../services/inventory.yaml"))
                .catalog()
                .orElseThrow();
    }
}
