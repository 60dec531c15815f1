// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.support.ssh.CommandResult;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs already keeps its data when a definition takes it over, and when the definition goes. */
class TakeOverTest {

    private static final String BY_HAND = """
            services:
              jellyfin:
                image: films:1
                container_name: jellyfin
                ports: ["8096:8096"]
                volumes: ["config:/config", "cache:/cache", "shared:/shared"]
            volumes:
              config: {}
              cache: {name: films-cache}
              shared: {external: true, name: shared}
            """;

    @TempDir
    Path folder;

    private final Planner planner = new Planner("home");
    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
        lab.write(
                "/opt/stacks/other/compose.yaml",
                "services: {app: {image: 'app:1', volumes: ['a:/a']}}\nvolumes: {a: {name: shared}}\n");
        lab.write("/opt/stacks/media-stack/compose.yaml", BY_HAND);
        compose("other", "up", "-d");
        compose("media-stack", "up", "-d");
        compose("other", "down");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aRunningProjectIsTakenOverAndKeepsItsVolumes() {
        assertThat(lab.host.docker().volumes()).containsOnly("shared", "media-stack_config", "films-cache");
        assertThat(plan(Set.of(), films()).conflicts()).hasSize(1);

        Plan<ComposeProject> plan = plan(Set.of("media-stack"), films());

        assertThat(apply(plan)).singleElement().matches(Outcome::succeeded);
        assertThat(lab.host.docker().volumes()).containsOnly("shared", "media-stack_config", "films-cache");
        assertThat(lab.host.docker().containers()).containsOnlyKeys("jellyfin");
        assertThat(plan(Set.of(), films()).isEmpty()).isTrue();
    }

    @Test
    void itsVolumesStayWhenTheServiceGoes() {
        apply(plan(Set.of("media-stack"), films()));

        assertThat(apply(plan(Set.of()))).singleElement().matches(Outcome::succeeded);

        assertThat(lab.host.docker().containers()).isEmpty();
        assertThat(lab.host.docker().volumes()).containsOnly("shared", "media-stack_config", "films-cache");
    }

    @Test
    void aTakeOverThatIsRolledBackGivesTheProjectBack() {
        Plan<ComposeProject> plan = plan(Set.of("media-stack"), films());
        apply(plan);

        apply(planner.restore(plan, Set.of(films().name()), observe()));

        assertThat(lab.read("/opt/stacks/media-stack/compose.yaml")).isEqualTo(BY_HAND);
        assertThat(lab.host.docker().containers()).containsOnlyKeys("jellyfin");
        assertThat(lab.host.docker().volumes()).containsOnly("shared", "media-stack_config", "films-cache");
    }

    private static Service films() {
        return Dsl.service(
                "films",
                "nas",
                service -> service.project("media-stack")
                        .container(
                                "server",
                                "films:2",
                                server -> server.containerName("jellyfin")
                                        .port("8096:8096")
                                        .volume("config:/config")
                                        .volume("cache:/cache")
                                        .volume("shared:/shared"))
                        .volume("cache", cache -> cache.name("films-cache"))
                        .volume("shared", shared -> shared.name("shared").external(true)));
    }

    private void compose(String project, String... command) {
        List<String> argv = new ArrayList<>(List.of("docker", "compose", "-p", project));
        argv.addAll(List.of("--project-directory", "/opt/stacks/" + project));
        argv.addAll(List.of("-f", "/opt/stacks/" + project + "/compose.yaml"));
        argv.addAll(List.of(command));
        CommandResult result = lab.context().hosts().host("nas").run(argv, Duration.ofMinutes(1));
        assertThat(result.succeeded()).as(result.errors()).isTrue();
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), lab.context());
    }

    private List<Observed<ComposeProject>> observe() {
        try (Session<ComposeProject> session = provisioner().open()) {
            return session.observe();
        }
    }

    private Plan<ComposeProject> plan(Set<String> adopted, Service... services) {
        return planner.plan(
                provisioner().desired(Samples.catalog(lab.inventory(), Map.of(), services)), observe(), adopted);
    }

    private List<Outcome<ComposeProject>> apply(Plan<ComposeProject> plan) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return session.apply(new Batch<>(plan.changes()));
        }
    }
}
