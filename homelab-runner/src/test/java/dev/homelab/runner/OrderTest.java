// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.RecordFolder;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Positions;
import dev.homelab.runner.Order.Turn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final Service POSTGRES = service("postgres");
    private static final Service VPN = service("vpn");
    private static final Service PHOTOS = service("photos", "postgres");
    private static final Service SEARCH = service("search", "photos");
    private static final Service TORRENTS =
            Dsl.service("torrents", "nas", s -> s.container("server", "torrents:1", c -> c.networkMode("service:vpn")));

    private final Order order = order(SEARCH, TORRENTS, PHOTOS, VPN, POSTGRES);

    @Test
    void whatNeedsNothingOfEachOtherGoesSideBySide() {
        assertThat(runtime(order.buildUp(names("search", "torrents", "photos", "vpn", "postgres"))))
                .containsExactly(names("postgres", "vpn"), names("photos", "torrents"), names("search"));
    }

    @Test
    void oneInBetweenThatStaysAsItIsChangesNothing() {
        assertThat(runtime(order.buildUp(names("search", "postgres"))))
                .containsExactly(names("postgres"), names("search"));
    }

    @Test
    void onlyContainersWaitForEachOther() {
        List<Turn> turns = order.buildUp(names("search", "postgres"));

        assertThat(turns).extracting(Turn::wave).isSorted().contains(Wave.values());
        assertThat(turns)
                .filteredOn(turn -> turn.wave() != Wave.RUNTIME)
                .hasSize(Wave.values().length - 1)
                .allMatch(turn -> turn.services().equals(names("search", "postgres")));
    }

    @Test
    void whatNeedsNoneOfTheOthersIsIndependent() {
        assertThat(order.independent(names("search", "torrents", "postgres"))).isEqualTo(names("torrents", "postgres"));
    }

    @Test
    void takingDownIsTheOtherWayRound() {
        Set<ServiceName> all = names("search", "photos", "postgres", "gone");
        List<Turn> down = new ArrayList<>(order.takeDown(all));
        Collections.reverse(down);

        assertThat(down).isEqualTo(order.buildUp(all));
    }

    @Test
    void whoNeedsWhatIsFollowedToTheEnd() {
        assertThat(order.needs(ServiceName.of("search"))).isEqualTo(names("photos", "postgres"));
        assertThat(order.withDependents(names("postgres"))).isEqualTo(names("postgres", "photos", "search"));
        assertThat(order.withDependents(names("vpn", "gone"))).isEqualTo(names("vpn", "torrents", "gone"));
        assertThat(order.withDependents(Set.of())).isEmpty();
    }

    @Test
    void inNoWorldIsAServiceBeforeOneThatItNeeds() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Service[] world = world(random);
            Order ofWorld = order(world);
            Set<ServiceName> chosen = Stream.of(world)
                    .map(Service::name)
                    .filter(name -> random.nextInt(4) > 0)
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<ServiceName> done = new HashSet<>();

            for (Set<ServiceName> together : runtime(ofWorld.buildUp(chosen))) {
                assertThat(together).as("seed %d", seed).allSatisfy(service -> {
                    Set<ServiceName> first = ofWorld.needs(service);
                    first.retainAll(chosen);
                    assertThat(done).containsAll(first);
                });
                done.addAll(together);
            }

            assertThat(done).as("seed %d", seed).isEqualTo(chosen);
        }
    }

    /** Services of which each may need those with a smaller number, in any order. */
    private static Service[] world(Random random) {
        List<Service> services = IntStream.range(0, random.nextInt(1, 15))
                .mapToObj(i -> service(
                        "s" + i,
                        IntStream.range(0, i)
                                .filter(j -> random.nextInt(4) == 0)
                                .mapToObj(j -> "s" + j)
                                .toArray(String[]::new)))
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(services, random);
        return services.toArray(Service[]::new);
    }

    private static List<Set<ServiceName>> runtime(List<Turn> turns) {
        return turns.stream()
                .filter(turn -> turn.wave() == Wave.RUNTIME)
                .map(Turn::services)
                .toList();
    }

    private static Service service(String name, String... needed) {
        return Dsl.service(name, "nas", service -> {
            service.container("server", name + ":1");
            List.of(needed).forEach(service::dependsOn);
        });
    }

    private static Set<ServiceName> names(String... names) {
        return Stream.of(names).map(ServiceName::of).collect(Collectors.toSet());
    }

    private static Order order(Service... services) {
        Inventory inventory = new Inventory(
                "home",
                SecretRef.of("env:HOMELAB_KEY"),
                RecordFolder.of("/var/lib/homelab"),
                Hostname.of("home.arpa"),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
        return new Order(new Catalog(
                inventory,
                Positions.of("inventory.yaml"),
                Stream.of(services)
                        .map(service -> new Definition(service, "media", Positions.of("media/a.yaml")))
                        .toList()));
    }
}
