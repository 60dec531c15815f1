// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.lab.host.FakeDocker;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leads to a service that is new is made while its container starts; to one that is there, once that is healthy. */
class NewServiceTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration MOMENT = Duration.ofMillis(500);

    private LabHome home;

    @BeforeEach
    void open(@TempDir Path folder) {
        home = new LabHome(folder);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aRouteIsThereBeforeTheContainerIs() {
        home.define("photos", "photos:1", 8001);
        AtomicBoolean wasRouted = new AtomicBoolean();
        whenBroughtUp(() -> wasRouted.set(holds(this::isRouted, LONG)));

        Report report = home.apply();

        assertThat(wasRouted).isTrue();
        assertThat(report.ending()).contains(Ending.DONE);
    }

    @Test
    void allOfItGoesIfTheContainerFails() {
        home.define("films", "films:1", 8002);
        home.apply();
        SortedMap<String, String> before = home.lab.snapshot();
        home.define("photos", "photos:1", 8001);
        host().images().unhealthyImage("photos:1");
        whenBroughtUp(() -> holds(this::isRouted, LONG));

        assertThat(home.apply().ending()).contains(Ending.ROLLED_BACK);
        assertThat(home.lab.snapshot()).isEqualTo(before);
    }

    @Test
    void aRouteOfAServiceThatIsThereWaitsForItsContainer() {
        home.define("photos", "photos:1", 8001);
        home.apply();
        home.define("photos", "photos:2", 8009);
        AtomicBoolean wasChanged = new AtomicBoolean();
        String before = routes();
        whenBroughtUp(() -> wasChanged.set(holds(() -> !before.equals(routes()), MOMENT)));

        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(wasChanged).isFalse();
        assertThat(routes()).isNotEqualTo(before);
    }

    @Test
    void whatNeedsAnotherThatIsNewWaitsForIt() {
        home.define("films", "films:1", 8002);
        home.define("photos", "photos:1", 8001, "dependsOn: [films]");
        AtomicBoolean wasRouted = new AtomicBoolean();
        whenBroughtUp(() -> wasRouted.compareAndSet(false, holds(this::isRouted, MOMENT)));

        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(wasRouted).isFalse();
    }

    private FakeDocker host() {
        return home.lab.host(Lab.MEDIA).docker();
    }

    private void whenBroughtUp(Runnable work) {
        host().answering(argv -> {
            if (argv.containsAll(List.of("compose", "up"))) {
                work.run();
            }
            return Optional.empty();
        });
    }

    private String routes() {
        return home.lab.snapshot().getOrDefault("traefik", "");
    }

    private boolean isRouted() {
        return home.lab.traefik().routers().containsKey("photos@file");
    }

    private static boolean holds(BooleanSupplier condition, Duration limit) {
        Instant until = Instant.now().plus(limit);
        while (!condition.getAsBoolean() && Instant.now().isBefore(until)) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return condition.getAsBoolean();
    }
}
