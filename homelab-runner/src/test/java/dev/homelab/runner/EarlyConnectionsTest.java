// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.lab.Lab;
import dev.homelab.lab.host.FakeHost;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts are connected to while definitions are read. */
class EarlyConnectionsTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private LabHome home;

    @BeforeEach
    void start(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("wiki", "app:1", 9000);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void theFirstRunUsesTheConnectionsThatBeganWhileDefinitionsWereRead() {
        Homelab homelab = early(Set.of());
        await(() -> home.lab.hosts().stream().allMatch(host -> host.connections() == 1));

        Report report = homelab.apply(LabHome.request());

        assertThat(report.ending()).contains(Ending.DONE);
        assertThat(home.lab.hosts()).allMatch(host -> host.connections() == 1);
        assertThat(homelab.apply(LabHome.request()).ending()).contains(Ending.DONE);
        assertThat(home.lab.hosts()).allMatch(host -> host.connections() == 2);
    }

    @Test
    void aHostOfASkippedTargetIsNotConnectedTo() {
        FakeHost media = home.lab.host(Lab.MEDIA);

        early(Set.of("docker-media"));
        await(() -> home.lab.hosts().stream().filter(host -> host != media).allMatch(host -> host.connections() == 1));

        assertThat(media.connections()).isZero();
    }

    @Test
    void definitionsThatAreNotValidAreReportedAsEver() {
        home.define("wiki", "app:1", 9000, "nonsense: true");

        assertThatThrownBy(() -> early(Set.of()))
                .isInstanceOf(InvalidDefinitionsException.class)
                .hasMessageContaining("nonsense");
    }

    @Test
    void anInventoryThatCannotBeReadConnectsToNothing() throws IOException {
        Path inventory = home.lab.inventory();
        Files.writeString(inventory, Files.readString(inventory).replace("homelab: lab", "homelab: [lab]"));

        assertThatThrownBy(() -> early(Set.of())).isInstanceOf(InvalidDefinitionsException.class);

        assertThat(home.lab.hosts()).allMatch(host -> host.connections() == 0);
    }

    @Test
    void aRunWithoutItsKeyConnectsToNothing() {
        home.environment().remove("HOMELAB_KEY");

        assertThat(early(Set.of()).apply(LabHome.request()).ending()).contains(Ending.FAILED);

        assertThat(home.lab.hosts()).allMatch(host -> host.connections() == 0);
    }

    @Test
    void aHostThatIsUnreachableIsReportedByTheRunAsEver() {
        home.lab.host(Lab.MEDIA).close();

        Report report = early(Set.of()).apply(LabHome.request());

        assertThat(report.ending()).contains(Ending.FAILED);
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.summary()).isEqualTo("host not reachable"));
    }

    private Homelab early(Set<String> without) {
        return Homelab.of(Sources.inventory(home.lab.inventory()).folder(home.services))
                .environment(home.environment())
                .connectingEarly(without)
                .build();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
