// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlierCommandsTest {

    private static final String UP =
            "docker compose --progress plain --ansi never -p films --project-directory /opt/stacks/films up -d --wait";

    @TempDir
    Path folder;

    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aCommandThatAKilledRunLeftBehindIsWaitedFor() {
        AtomicInteger looks = new AtomicInteger();
        lab.host.runOn(4711, UP, () -> looks.incrementAndGet() < 3);

        assertThat(apply(60)).allMatch(Outcome::succeeded);

        assertThat(looks).hasValue(3);
        assertThat(lab.host.docker().containers()).containsKey("films-server-1");
    }

    @Test
    void aCommandThatDoesNotEndIsToldByItsProcessAndNothingIsWritten() {
        lab.host.runOn(4712, "/usr/libexec/docker/cli-plugins/docker-compose compose -p films up", () -> true);
        lab.host.runOn(4711, UP, () -> true);

        assertThat(apply(1))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.problems().get(0).render())
                        .contains("earlier compose command still running", "\"films\"", "process 4711", "kill 4711"));
        assertThat(lab.host.writes()).isZero();
    }

    @Test
    void commandsForOtherProjectsAreNotWaitedFor() {
        lab.host.runOn(4711, UP.replace("films", "films2"), () -> true);
        lab.host.runOn(4712, "vim /opt/stacks/films/compose.yaml -p films", () -> true);

        assertThat(apply(60)).allMatch(Outcome::succeeded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logs -f", "exec server sh", "ps", "run --rm server sh", "events", "top", "config -q"})
    void whatSomeoneOnlyLooksAtIsNotWaitedFor(String command) {
        lab.host.runOn(4711, "docker compose -p films -f /opt/stacks/films/compose.yaml " + command, () -> true);

        assertThat(apply(60)).allMatch(Outcome::succeeded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "pull", "restart server", "stop", "rm -f"})
    void whateverChangesContainersIsWaitedFor(String command) {
        AtomicInteger looks = new AtomicInteger();
        lab.host.runOn(
                4711, "docker compose --project-name=films --ansi never " + command, () -> looks.incrementAndGet() < 2);

        assertThat(apply(60)).allMatch(Outcome::succeeded);

        assertThat(looks).hasValue(2);
    }

    private List<Outcome<ComposeProject>> apply(int waitSeconds) {
        ComposeSettings settings = new ComposeSettings("nas", "/opt/stacks", Optional.of(waitSeconds));
        ComposeProvisioner provisioner = new ComposeProvisioner(settings, lab.context());
        var catalog = Samples.catalog(
                lab.inventory(), Map.of(), Samples.service("films", "nas", "films:1", 8096, "films.home.arpa"));
        try (Session<ComposeProject> session = provisioner.open()) {
            var plan = new Planner("home").plan(provisioner.desired(catalog), session.observe());
            return Applied.apply(session, new Batch<>(plan.changes(), outcome -> {}));
        }
    }
}
