// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Evidence;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.spi.Binding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every state that an engine knows has its way back, and what goes leaves evidence. */
class StateTest {

    private static final ServiceName FILMS = ServiceName.of("films");
    private static final SecretRef TOKEN = SecretRef.of("env:TOKEN");

    @TempDir
    Path folder;

    private final Planner planner = new Planner("home");
    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"paused", "created", "exited", "dead", "removing"})
    void aContainerInAnyStateIsToldAndComesUpAgain(String state) {
        apply(plan(films("films:1")));
        bring("films-server-1", state);

        Plan<ComposeProject> plan = plan(films("films:1"));

        assertThat(plan.changes())
                .singleElement()
                .satisfies(change -> assertThat(
                                change.before().orElseThrow().resource().deviations())
                        .containsExactly("server is " + state));
        assertThat(apply(plan)).hasSize(1).allMatch(Outcome::succeeded);
        assertThat(plan(films("films:1")).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"paused", "created", "exited", "dead", "removing"})
    void aContainerInAnyStateCanBeRemoved(String state) {
        apply(plan(films("films:1")));
        bring("films-server-1", state);

        assertThat(apply(plan(Samples.catalog(lab.inventory(), Map.of()))))
                .hasSize(1)
                .allMatch(Outcome::succeeded);

        assertThat(lab.host.docker().containers()).isEmpty();
    }

    @Test
    void anImageIsGoneOnlyIfTheEngineSaysSo() {
        apply(plan(films("films:1")));
        lab.host.docker().images().unhealthyImage("films:2");
        Plan<ComposeProject> plan = plan(films("films:2"));
        apply(plan);
        lab.host
                .docker()
                .answering(argv -> argv.get(1).equals("tag")
                        ? Optional.of(
                                "Error response from daemon: write /var/lib/docker/image: no space left on device")
                        : Optional.empty());

        assertThat(apply(planner.restore(plan, Set.of(FILMS), observe())))
                .singleElement()
                .satisfies(outcome -> {
                    assertThat(outcome.problems()).extracting("summary").containsExactly("earlier image not tagged");
                    assertThat(outcome.problems().get(0).detail()).contains("no space left on device");
                });
    }

    @Test
    void whatDoesNotComeUpLeavesExitCodeHealthAndLogWithoutSecrets() {
        lab.host.docker().images().unhealthyImage("films:1");
        lab.host.docker().images().says("films:1", "cannot sign in with hunter22hunter22");
        ResolvedCatalog films = Samples.catalog(
                lab.inventory(),
                service ->
                        Map.of(TOKEN, lab.context().key().seal(Binding.of("home", service, TOKEN), "hunter22hunter22")),
                Dsl.service(
                        "films",
                        "nas",
                        s -> s.container(
                                "server",
                                "films:1",
                                c -> c.secret("TOKEN", TOKEN.value()).healthcheck(check -> check.command("true")))));

        assertThat(apply(plan(films))).singleElement().satisfies(outcome -> {
            assertThat(outcome.problems()).extracting("summary").containsExactly("health check failed");
            assertThat(outcome.problems().get(0).evidence())
                    .containsExactly(new Evidence(
                            "films-server-1",
                            "Up 10 seconds (unhealthy)",
                            Optional.empty(),
                            0,
                            false,
                            "exit code 1: the check of films-server-1 said no",
                            List.of("films-server-1 says: cannot sign in with ***")));
            assertThat(outcome.problems().get(0).render())
                    .contains("last log lines:\n      films-server-1 says: cannot sign in with ***")
                    .doesNotContain("hunter");
        });
    }

    @Test
    void aContainerThatJustStartsIsNoProgramInNoContainer() {
        apply(plan(films("films:1")));
        docker("stop", "films-server-1");
        AtomicBoolean isListed = new AtomicBoolean();
        lab.host.listen(command -> {
            if (command.argv().contains("ps") && isListed.compareAndSet(false, true)) {
                docker("start", "films-server-1");
            }
        });

        try (Session<ComposeProject> session = provisioner().open()) {
            session.observe();
            assertThat(session.preflight(provisioner().desired(films("films:1"))))
                    .isEmpty();
        }
        assertThat(isListed).isTrue();
    }

    private void bring(String container, String state) {
        switch (state) {
            case "paused" -> docker("pause", container);
            case "exited" -> docker("stop", container);
            case "created" -> {
                docker("rm", "-f", container);
                docker(
                        "compose",
                        "-p",
                        "films",
                        "--project-directory",
                        "/opt/stacks/films",
                        "-f",
                        "/opt/stacks/films/compose.yaml",
                        "up",
                        "--no-start");
            }
            default -> lab.host.docker().breakDown(container, state);
        }
    }

    private ResolvedCatalog films(String image) {
        return Samples.catalog(
                lab.inventory(),
                Map.of(),
                Dsl.service(
                        "films",
                        "nas",
                        s -> s.container(
                                "server",
                                image,
                                c -> c.port("8096:8096").healthcheck(check -> check.command("true")))));
    }

    private void docker(String... words) {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(List.of(words));
        assertThat(lab.host.docker().run(argv).succeeded()).isTrue();
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), lab.context());
    }

    private List<Observed<ComposeProject>> observe() {
        try (Session<ComposeProject> session = provisioner().open()) {
            return session.observe();
        }
    }

    private Plan<ComposeProject> plan(ResolvedCatalog catalog) {
        return planner.plan(provisioner().desired(catalog), observe());
    }

    private List<Outcome<ComposeProject>> apply(Plan<ComposeProject> plan) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return Applied.apply(session, plan.changes());
        }
    }
}
