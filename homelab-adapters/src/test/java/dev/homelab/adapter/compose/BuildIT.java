// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.real.RealServers;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.container.Build;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.spi.BinaryText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Images that a real engine builds. */
@EnabledIfEnvironmentVariable(
        named = RealServers.NEEDED,
        matches = "/.*",
        disabledReason = "the real servers are not up: it/servers up DIR, and export what DIR/servers.env says")
class BuildIT {

    private static final String CLEAR =
            "docker ps -aq | xargs -r docker rm -f; docker image ls -q 'localhost/films-server' | xargs -r docker rmi -f; rm -rf %1$s; mkdir %1$s";
    private static final String WHO = "docker exec films-server-1 cat /who";
    private static final String IMAGES = "docker image ls --format '{{.Repository}}:{{.Tag}}' localhost/films-server";

    private final RealServers servers = new RealServers("home");
    private final String root = RealServers.variable("STACKS_DIR");
    private final Planner planner = new Planner("home");

    @BeforeEach
    void clear() {
        servers.byHand(CLEAR.formatted(root));
    }

    @AfterEach
    void stop() {
        servers.byHand(CLEAR.formatted(root));
        servers.close();
    }

    @Test
    void anImageIsBuiltOnceAndARollbackFindsOrBuildsTheOneOfBefore() {
        assertThat(apply(plan(films("one", "")))).hasSize(1).allMatch(Outcome::succeeded);
        assertThat(servers.byHand(WHO)).isEqualTo("one for me\n");
        assertThat(servers.byHand("docker exec films-server-1 sh -c 'ls /app; wc -c < /app/b.bin'"))
                .isEqualTo("b.bin\nrun.sh\n3\n"); // neither the Dockerfile nor what is ignored
        assertThat(plan(films("one", "")).isEmpty()).isTrue();
        String first = servers.byHand(IMAGES);

        Plan<ComposeProject> second = plan(films("two", ""));
        assertThat(apply(second)).allMatch(Outcome::succeeded);
        assertThat(servers.byHand(WHO)).isEqualTo("two for me\n");
        assertThat(servers.byHand(IMAGES).lines()).hasSize(2).contains(first.strip());

        assertThat(apply(back(second))).allMatch(Outcome::succeeded);
        assertThat(servers.byHand(WHO)).isEqualTo("one for me\n");
        assertThat(plan(films("one", "")).isEmpty()).isTrue();

        Plan<ComposeProject> again = plan(films("two", ""));
        assertThat(apply(again)).allMatch(Outcome::succeeded);
        servers.byHand("docker rmi " + first);
        assertThat(apply(back(again))).allMatch(Outcome::succeeded);
        assertThat(servers.byHand(WHO)).isEqualTo("one for me\n");
        assertThat(servers.byHand(IMAGES).lines()).contains(first.strip());
    }

    @Test
    void aBuildThatFailsChangesNothing() {
        assertThat(apply(plan(films("one", "")))).allMatch(Outcome::succeeded);
        String before = servers.byHand("cat %s/films/compose.yaml; docker ps -q --no-trunc".formatted(root));

        List<Outcome<ComposeProject>> outcomes = apply(plan(films("two", "RUN echo no such thing >&2; exit 3\n")));

        assertThat(outcomes).flatExtracting(Outcome::problems).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("image not built");
            assertThat(problem.detail()).contains("from \"app\"", "returned a non-zero code: 3");
            assertThat(problem.evidence().get(0).log()).anyMatch(line -> line.contains("no such thing"));
        });
        assertThat(servers.byHand("cat %s/films/compose.yaml; docker ps -q --no-trunc".formatted(root)))
                .isEqualTo(before);
        assertThat(servers.byHand(IMAGES).lines()).hasSize(1);
    }

    private ResolvedCatalog films(String who, String more) {
        Map<String, String> files = new HashMap<>();
        files.put(
                "app/Dockerfile",
                "FROM homelab-test/web:1\nARG WHO\nCOPY . /app/\nRUN /app/run.sh $WHO > /who\n" + more);
        files.put("app/run.sh", "#!/bin/sh\necho %s for $1\n".formatted(who));
        files.put("app/.dockerignore", "Dockerfile\n.dockerignore\n");
        files.put("app/b.bin", BinaryText.of(new byte[] {0, 1, (byte) 0xff}));
        files.put("app/" + Build.EXECUTABLES, "run.sh\n");
        ResolvedCatalog catalog = servers.catalog(Dsl.service(
                "films",
                "nas",
                films -> films.container(
                        "server",
                        c -> c.build("app", build -> build.arg("WHO", "me")).stopGracePeriod("1s"))));
        return new ResolvedCatalog(catalog.valid(), catalog.secrets(), Map.of(ServiceName.of("films"), files));
    }

    private Plan<ComposeProject> plan(ResolvedCatalog catalog) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return planner.plan(provisioner().desired(catalog), session.observe());
        }
    }

    private Plan<ComposeProject> back(Plan<ComposeProject> plan) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return planner.restore(plan, Set.of(ServiceName.of("films")), session.observe());
        }
    }

    private List<Outcome<ComposeProject>> apply(Plan<ComposeProject> plan) {
        try (Session<ComposeProject> session = provisioner().open()) {
            session.observe();
            return Applied.apply(session, plan.changes());
        }
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", root, Optional.empty()), servers.context());
    }
}
