// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.value.SecretRef;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Binding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host that is unreachable for a moment while a service is created, changed and removed. */
@Timeout(300)
class ReconnectTest {

    private static final SecretRef TOKEN = SecretRef.of("env:TOKEN");

    @TempDir
    Path folder;

    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
        lab.hosts().reconnectWithin(Duration.ofSeconds(60), new Cancellation());
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aServiceIsAppliedWhereverTheConnectionBreaks() {
        lab.host.line().dropBefore(0, 0);
        lifecycle("no break");
        int requests = lab.host.line().requests();
        assertThat(requests).isGreaterThan(50);

        for (int request = 1; request <= requests; request++) {
            if (request % 2 == 1) {
                lab.host.line().dropBefore(request, 0);
                lifecycle("before request " + request);
            }
            lab.host.line().dropAfter(request, 0);
            lifecycle("after request " + request);
        }
    }

    @Test
    void aServiceIsAppliedWheneverTheEngineRestarts() {
        AtomicInteger commands = new AtomicInteger();
        AtomicInteger restart = new AtomicInteger();
        lab.host.docker().answering(argv -> {
            int after = commands.incrementAndGet() - restart.get();
            return restart.get() > 0 && after >= 0 && after < 2
                    ? Optional.of(
                            "error during connect: Get \"http://%2Fvar%2Frun%2Fdocker.sock/v1.41/containers/json\": EOF")
                    : Optional.empty();
        });
        lifecycle("no restart");
        int all = commands.getAndSet(0);
        assertThat(all).isGreaterThan(10);

        for (int command = 1; command <= all; command++) {
            commands.set(0);
            restart.set(command);
            lifecycle("restart at command " + command);
        }
    }

    /** Docker 20.10 answers for as long as it stops its containers, and Compose takes that for their own end. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aContainerThatAnEngineStopsWhileItRestartsIsWaitedFor(boolean isBackWhenSeen) {
        String container = "films-server-1";
        AtomicInteger looks = new AtomicInteger(-1);
        lab.host.docker().answering(argv -> {
            if (argv.contains("--wait") && looks.compareAndSet(-1, 0)) {
                lab.host.docker().run(argv);
                lab.host.docker().stopByHand(container);
                if (isBackWhenSeen) {
                    lab.host.docker().run(List.of("docker", "start", container));
                }
                return Optional.of("container " + container + " exited (0)");
            }
            if (argv.contains("ps") && looks.get() >= 0 && looks.incrementAndGet() == 3) {
                lab.host.docker().run(List.of("docker", "start", container));
            }
            return Optional.empty();
        });

        apply("engine stops", catalog("films:1", "old"));

        assertThat(looks.get()).isPositive();
        assertThat(lab.host.docker().containers())
                .extractingByKey(container)
                .asString()
                .contains("running");
    }

    /** As Docker 20.10 does of a container that it was starting when it was stopped. */
    @Test
    void aContainerThatAnEngineCannotStartAnyMoreIsRecreated() {
        List<String> halfStarted = new ArrayList<>();
        AtomicInteger ups = new AtomicInteger();
        lab.host.docker().answering(argv -> {
            if (!argv.contains("up")) {
                return Optional.empty();
            }
            if (ups.getAndIncrement() == 0) {
                lab.host.docker().run(argv);
                halfStarted.add(id());
            }
            if (halfStarted.isEmpty()) {
                return Optional.empty();
            }
            return halfStarted.contains(id()) && !argv.contains("--force-recreate")
                    ? Optional.of("Error response from daemon: task " + id() + ": already exists")
                    : Optional.empty();
        });

        apply("engine stops", catalog("films:1", "old"));

        assertThat(halfStarted).hasSize(1).doesNotContain(id());
        assertThat(lab.host.docker().containers())
                .extractingByKey("films-server-1")
                .asString()
                .contains("running");
    }

    private String id() {
        return lab.host
                .docker()
                .run(List.of("docker", "ps", "-a", "--no-trunc", "--format", "{{.ID}}"))
                .out()
                .strip();
    }

    private void lifecycle(String when) {
        apply(when, catalog("films:1", "old"));
        apply(when, catalog("films:2", "new"));
        assertThat(lab.host.docker().containers())
                .as(when)
                .extractingByKey("films-server-1")
                .asString()
                .contains("films:2", "running");
        apply(when, Samples.catalog(lab.inventory(), Map.of()));
        assertThat(lab.host.docker().containers()).as(when).isEmpty();
    }

    private void apply(String when, ResolvedCatalog catalog) {
        ComposeProvisioner provisioner =
                new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), lab.context());
        try (Session<ComposeProject> session = provisioner.open()) {
            Planner planner = new Planner("home");
            Plan<ComposeProject> plan = planner.plan(provisioner.desired(catalog), session.observe());
            List<Outcome<ComposeProject>> outcomes = Applied.apply(session, plan.changes());
            assertThat(outcomes).as(when).isNotEmpty().allMatch(Outcome::succeeded);
            assertThat(planner.plan(provisioner.desired(catalog), session.observe())
                            .isEmpty())
                    .as(when)
                    .isTrue();
        }
    }

    private ResolvedCatalog catalog(String image, String secret) {
        return Samples.catalog(
                lab.inventory(),
                service -> Map.of(
                        TOKEN, lab.context().key().seal(Binding.of(lab.context().homelab(), service, TOKEN), secret)),
                Samples.service(
                        "films",
                        "nas",
                        image,
                        8096,
                        "films.home.arpa",
                        more -> more.container(
                                "server",
                                image,
                                container -> container.port("8096:8096").secret("TOKEN", TOKEN.value()))));
    }
}
