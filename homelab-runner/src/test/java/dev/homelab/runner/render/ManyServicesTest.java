// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.RunRequest;
import dev.homelab.runner.TargetPlan;
import dev.homelab.runner.Thing;
import dev.homelab.runner.reason.AffectedService;
import dev.homelab.runner.reason.Applied;
import dev.homelab.runner.reason.Cause;
import dev.homelab.runner.reason.CauseFinder;
import dev.homelab.runner.reason.Comparison;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A plan of more services than a person reads through: text is cut, deletions come first, and JSON has all. */
class ManyServicesTest {

    private static final int MANY = 1000;

    @Test
    void theTextEndsAfterTwoHundredServicesAndSaysHowManyFollow() {
        List<String> lines = PlanText.lines(plan(MANY));

        assertThat(lines).hasSizeLessThan(500).contains("  and 801 more services; --json has all of them");
        assertThat(lines.get(lines.size() - 1))
                .contains("1000 to create, 0 to update, 1 to delete, 0 unchanged, for 1001 services");
    }

    @Test
    void whatIsDeletedIsShownWhereverItsNameStands() {
        assertThat(PlanText.lines(plan(MANY))).anyMatch(line -> line.contains("- target") && line.contains("zebra"));
    }

    @Test
    void twoHundredServicesAreAllShown() {
        assertThat(PlanText.lines(plan(199))).noneMatch(line -> line.contains("more service"));
    }

    @Test
    void jsonHasAllOfThem() {
        assertThat(Json.of(plan(MANY), List.of())).contains("\"app0\"", "\"app999\"", "\"zebra\"");
    }

    @Test
    void anOfflinePlanIsCutInTheSameWay() {
        TreeMap<ServiceName, AffectedService> affected = new TreeMap<>();
        for (int i = 0; i < MANY; i++) {
            affected.put(
                    ServiceName.of("app" + i),
                    new AffectedService(
                            List.of(new Cause(Cause.Kind.NEW, "")),
                            new TreeMap<>(Map.of("docker/app", Change.Shape.CREATE))));
        }
        Comparison comparison = new Comparison("revision HEAD", affected, List.of(), List.of());

        assertThat(AffectedText.plan("home", comparison))
                .hasSizeLessThan(500)
                .last()
                .asString()
                .contains("and 800 more services");
        assertThat(AffectedText.lines(comparison))
                .hasSizeLessThan(500)
                .last()
                .asString()
                .contains("and 800 more services");
        assertThat(Json.of(comparison)).contains("\"app0\"", "\"app999\"");
    }

    private static HomelabPlan plan(int services) {
        List<Desired<Thing>> desired = IntStream.range(0, services)
                .mapToObj(i -> new Desired<>(ServiceName.of("app" + i), new Thing("app" + i, "app" + i)))
                .toList();
        Owner owner = new Owner("home", ServiceName.of("zebra"));
        Plan<Thing> plan =
                new Planner("home").plan(desired, List.of(Observed.ownedBy(owner, new Thing("zebra", "zebra"))));
        Plan<Thing> nothing = new Planner("home").plan(List.of(), List.of());
        return new HomelabPlan(
                "home",
                List.of(new TargetPlan("target", Wave.RUNTIME, plan, nothing, List.of())),
                new CauseFinder(Applied.nothing(), Map.of(), List.of()),
                RunRequest.usual(),
                List.of());
    }
}
