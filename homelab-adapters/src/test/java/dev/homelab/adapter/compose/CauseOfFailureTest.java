// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.host.docker.ImageFaults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Evidence;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Diagnosis;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What fails is named by its cause, with the target's own words, the evidence, and advice that works after a rollback. */
class CauseOfFailureTest {

    private static final ServiceName FILMS = ServiceName.of("films");

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
    void aContainerThatEnds() {
        Problem problem = failure("no", images -> {
            images.exits("films:1", 3);
            images.says("films:1", "cannot open database");
        });

        assertThat(problem.summary()).isEqualTo("container exited during start");
        assertThat(problem.detail()).contains("container films-server-1 exited (3)");
        assertThat(problem.evidence()).singleElement().satisfies(one -> {
            assertThat(one.exitCode()).contains(3);
            assertThat(one.log()).containsExactly("films-server-1 says: cannot open database");
        });
    }

    @Test
    void aContainerThatNeverGetsHealthy() {
        Problem problem = failure("unless-stopped", images -> images.startsSlowly("films:1"));

        assertThat(problem.summary()).isEqualTo("not healthy in time");
        assertThat(problem.detail()).contains("application not healthy after 2m0s");
        assertThat(problem.fix()).contains("waitSeconds", "healthcheck");
        assertThat(problem.evidence())
                .singleElement()
                .satisfies(one -> assertThat(one.healthCheck()).contains("exit code 1"));
    }

    @Test
    void aCrashLoopAndALackOfMemoryThatShowWhenVerified() {
        assertThat(diagnosis(images -> images.crashes("films:1", 7)).causes())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo("container keeps restarting");
                    assertThat(problem.detail()).contains("\"films\" came up and is not healthy", "restarted");
                    assertThat(problem.evidence()).isNotEmpty();
                });
        assertThat(diagnosis(images -> images.runsOutOfMemory("films:1")).causes())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.summary()).isEqualTo("container out of memory");
                    assertThat(problem.evidence().get(0).outOfMemory()).isTrue();
                    assertThat(problem.fix()).contains("memory");
                });
    }

    @Test
    void aContainerThatIsWellIsNoCauseAndStillShowsItsLog() {
        Diagnosis diagnosis = diagnosis(images -> images.says("films:1", "listening on 8080"));

        assertThat(diagnosis.causes()).isEmpty();
        assertThat(diagnosis.evidence())
                .extracting(Evidence::log)
                .containsExactly(List.of("films-server-1 says: listening on 8080"));
    }

    @Test
    void aLogIsEscapedAndShortAndOfTheLastTwentyLines() {
        String line = "\u001b[31mred\u0007 " + "x".repeat(1000);
        Evidence evidence = diagnosis(images -> images.says("films:1", (line + "\n").repeat(50)))
                .evidence()
                .get(0);

        assertThat(evidence.log())
                .hasSize(20)
                .allSatisfy(one ->
                        assertThat(one).doesNotContain("\u001b", "\u0007").hasSizeLessThan(310));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image not found|films:1|manifest for films:1 not found: manifest unknown: manifest unknown",
                "registry refused|registries|Head \"http://127.0.0.1:47797/v2/web/manifests/1\": no basic auth credentials",
                "registry unreachable|https://registry-1.docker.io/v2/|Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io on 10.255.255.53:53: no such host",
                "registry unreachable|http://127.0.0.1:9/v2/|Get \"http://127.0.0.1:9/v2/\": dial tcp 127.0.0.1:9: connect: connection refused",
                "registry unreachable|http://r.lan/v2/|failed to resolve reference \"r.lan/films:1\": failed to do request: Head \"http://r.lan/v2/films/manifests/1\": dial tcp: lookup r.lan: i/o timeout",
                "image not found|films:1|failed to resolve reference \"docker.io/library/films:1\": docker.io/library/films:1: not found",
                "no space left on host|df -h|failed to register layer: write /usr/lib/x: no space left on device"
            })
    void anImageThatCannotBeHad(String summary, String advice, String words) {
        Problem problem = failure("no", images -> images.cannotBePulled("films:1", words));

        assertThat(problem.summary()).isEqualTo(summary);
        assertThat(problem.detail()).contains("films", words);
        assertThat(problem.fix()).contains(advice);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port taken on host|sport = :46653|driver failed programming external connectivity on endpoint films-server-1 (a34d): Error starting userland proxy: listen tcp4 127.0.0.1:46653: bind: address already in use",
                "port taken on host|publish=8096|driver failed programming external connectivity on endpoint films-server-1 (a34d): Bind for 0.0.0.0:8096 failed: port is already allocated",
                "command not in image|command|failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"/nothing\": stat /nothing: no such file or directory: unknown",
                "command not in image|command|failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: \"nothing\": executable file not found in $PATH: unknown",
                "mounted file not on host|sudo rmdir /srv/app.conf|failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: error during container init: error mounting \"/srv/app.conf\" to rootfs at \"/etc/app.conf\": mount /srv/app.conf:/etc/app.conf (via /proc/self/fd/6), flags: 0x5000: not a directory: unknown: Are you trying to mount a directory onto a file (or vice-versa)? Check if the specified host path exists and is the expected type",
                "mounted file not on host|create the file|invalid mount config for type \"bind\": bind source path does not exist: /srv/app.conf",
                "service did not come up|apply again|something that no release has said before"
            })
    void aContainerThatCannotBeStarted(String summary, String advice, String words) {
        Problem problem = failure("no", images -> images.cannotBeStarted("films:1", words));

        assertThat(problem.summary()).isEqualTo(summary);
        assertThat(problem.detail()).contains("\"films\"");
        assertThat(problem.fix()).contains(advice);
    }

    @Test
    void noAdviceNamesAContainerThatARollbackRemoves() {
        for (Consumer<ImageFaults> fault : List.<Consumer<ImageFaults>>of(
                images -> images.cannotBePulled("films:1", "manifest unknown"), // first: what is there is not pulled
                images -> images.exits("films:1", 1),
                images -> images.startsSlowly("films:1"),
                images -> images.unhealthyImage("films:1"),
                images -> images.cannotBeStarted("films:1", "port is already allocated"))) {
            assertThat(failure("no", fault).fix())
                    .doesNotContain("docker logs", "docker inspect", "docker compose", "films-server-1");
        }
    }

    private Problem failure(String restart, Consumer<ImageFaults> fault) {
        lab.host.docker().images().recover();
        fault.accept(lab.host.docker().images());
        List<Outcome<ComposeProject>> outcomes = apply(films(restart));
        apply(Samples.catalog(lab.inventory(), Map.of()));
        return outcomes.get(0).problems().get(0);
    }

    private Diagnosis diagnosis(Consumer<ImageFaults> fault) {
        lab.host.docker().images().recover();
        fault.accept(lab.host.docker().images());
        ResolvedCatalog films = films("unless-stopped");
        apply(films);
        try (Session<ComposeProject> session = provisioner().open()) {
            return Objects.requireNonNull(
                    session.diagnose(provisioner().desired(films)).get(FILMS));
        } finally {
            apply(Samples.catalog(lab.inventory(), Map.of()));
        }
    }

    private ResolvedCatalog films(String restart) {
        return Samples.catalog(
                lab.inventory(),
                Map.of(),
                Dsl.service(
                        "films",
                        "nas",
                        s -> s.container(
                                "server",
                                "films:1",
                                c -> c.restart(restart).healthcheck(check -> check.command("true")))));
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), lab.context());
    }

    private List<Outcome<ComposeProject>> apply(ResolvedCatalog catalog) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return Applied.apply(
                    session,
                    new Planner("home")
                            .plan(provisioner().desired(catalog), session.observe())
                            .changes());
        }
    }
}
