// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.compose.engine.CreationRecord;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.host.HostSnapshot;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.spi.CommandResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** A rollback would write other bytes than those that were there. */
    @Test
    void aFileThatIsNotUtf8IsNotAdopted() throws IOException {
        Files.write(
                lab.host.place("/opt/stacks/media-stack/.env"),
                "PASSWORD=gr\u00fcn\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(plan(Set.of("media-stack"), films()).conflicts())
                .singleElement()
                .satisfies(conflict -> assertThat(conflict.existing().resource().unadoptable())
                        .hasValueSatisfying(why -> assertThat(why).contains(".env\" is not UTF-8 text")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"})
    void aComposeFileOfAnyNameIsAdoptedAndGivenBack(String name) {
        String path = "/opt/stacks/media-stack/" + name;
        compose("media-stack", "down");
        lab.remove("/opt/stacks/media-stack/compose.yaml");
        lab.write(path, BY_HAND);
        lab.write("/opt/stacks/media-stack/.env", "# mine\nTZ=UTC\n");
        run("docker", "compose", "-f", path, "up", "-d");
        HostSnapshot before = lab.host.snapshot(path);
        List<Observed<ComposeProject>> seen = observe();
        Plan<ComposeProject> plan = plan(Set.of("media-stack"), films());

        assertThat(apply(plan)).singleElement().matches(Outcome::succeeded);

        assertThat(lab.host.snapshot("/opt/stacks/media-stack").files())
                .containsOnlyKeys(
                        "/opt/stacks/media-stack",
                        "/opt/stacks/media-stack/" + CreationRecord.FILE,
                        "/opt/stacks/media-stack/compose.yaml");
        assertThat(lab.host.docker().containers().toString())
                .contains("films:2")
                .doesNotContain("films:1");
        assertThat(plan(Set.of(), films()).isEmpty()).isTrue();
        assertThat(apply(planner.restore(plan, Set.of(films().name()), observe())))
                .singleElement()
                .matches(Outcome::succeeded);
        assertThat(lab.host.snapshot(path)).isEqualTo(before);
        assertThat(lab.host
                        .place("/opt/stacks/media-stack/compose.yaml")
                        .toFile()
                        .exists())
                .isEqualTo(name.equals("compose.yaml"));
        assertThat(lab.read("/opt/stacks/media-stack/.env")).isEqualTo("# mine\nTZ=UTC\n");
        assertThat(lab.host
                        .place("/opt/stacks/media-stack/" + CreationRecord.FILE)
                        .toFile()
                        .exists())
                .isFalse();
        assertThat(observe()).isEqualTo(seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compose.override.yml",
                "compose.override.yaml",
                "docker-compose.override.yml",
                "docker-compose.override.yaml"
            })
    void aProjectWithAnOverrideFileIsAdoptedAndGivenBack(String name) {
        lab.write("/opt/stacks/media-stack/" + name, "services: {jellyfin: {environment: {A: b}}}\n");
        run("docker", "compose", "-p", "media-stack", "--project-directory", "/opt/stacks/media-stack", "up", "-d");

        adoptAndRollBack("/opt/stacks/media-stack");
    }

    @Test
    void aProjectThatIsDownWithAnOverrideFileIsRefusedInThePlan() {
        compose("media-stack", "down");
        lab.write("/opt/stacks/media-stack/compose.override.yaml", "services: {jellyfin: {environment: {A: b}}}\n");

        assertThat(refused()).contains("/opt/stacks/media-stack/compose.override.yaml", "merge the two first");
    }

    @Test
    void aProjectOfSeveralFilesIsAdoptedAndGivenBack() {
        lab.write("/opt/stacks/media-stack/more.yaml", "services: {jellyfin: {environment: {A: b}}}\n");
        String folder = "/opt/stacks/media-stack/";
        run("docker", "compose", "-f", folder + "compose.yaml", "-f", folder + "more.yaml", "up", "-d");

        adoptAndRollBack("/opt/stacks/media-stack");
    }

    @Test
    void aProjectOfAFileWithAnyNameIsAdoptedAndGivenBack() throws IOException {
        compose("media-stack", "down");
        lab.remove("/opt/stacks/media-stack/compose.yaml");
        lab.write("/opt/stacks/media-stack/stack.yaml", BY_HAND);
        lab.write("/opt/stacks/media-stack/.env", "TZ=UTC\n");
        Files.setPosixFilePermissions(
                lab.host.place("/opt/stacks/media-stack/.env"), PosixFilePermissions.fromString("rw-------"));
        run("docker", "compose", "-f", "/opt/stacks/media-stack/stack.yaml", "up", "-d");

        adoptAndRollBack("/opt/stacks/media-stack");
    }

    @Test
    void aProjectWhoseFilesAreElsewhereIsAdoptedAndGivenBack() {
        elsewhere();

        adoptAndRollBack("/home/me/media-stack");

        assertThat(lab.host.place("/opt/stacks/media-stack")).doesNotExist();
    }

    @Test
    void aProjectWhoseFilesWereChangedSinceIsRefusedInThePlan() {
        elsewhere();
        lab.write("/home/me/media-stack/docker-compose.yml", BY_HAND.replace("films:1", "films:3"));
        Plan<ComposeProject> plan = plan(Set.of("media-stack"), films());

        try (Session<ComposeProject> session = provisioner().open()) {
            session.observe();
            assertThat(session.preflightChanges(plan.changes())).singleElement().satisfies(problem -> {
                assertThat(problem.summary()).isEqualTo("project not as its files say");
                assertThat(problem.detail()).contains("/home/me/media-stack/docker-compose.yml", "\"jellyfin\"");
            });
        }
    }

    @Test
    void aProjectElsewhereIsRefusedWhileOtherFilesAreInItsFolder() {
        lab.write("/home/me/media-stack/docker-compose.yml", BY_HAND);
        compose("media-stack", "down");
        run("docker", "compose", "-f", "/home/me/media-stack/docker-compose.yml", "up", "-d");

        assertThat(refused()).contains("its files are not in \"/opt/stacks/media-stack\"");
    }

    @Test
    void aContainerWithoutComposeIsAdoptedAndTheVerySameIsStartedAgain() {
        compose("media-stack", "down");
        lab.remove("/opt/stacks/media-stack/compose.yaml");
        lab.host.docker().runWithoutCompose("Wiki", "wiki:1", 8096);
        Map<String, String> then = lab.host.docker().containers().get("Wiki");
        List<Observed<ComposeProject>> seen = observe();
        assertThat(plan(Set.of(), wiki()).conflicts()).hasSize(1);
        Plan<ComposeProject> plan = plan(Set.of("wiki"), wiki());
        try (Session<ComposeProject> session = provisioner().open()) {
            session.observe();
            assertThat(session.preflightChanges(plan.changes())).isEmpty();
        }

        assertThat(apply(plan)).singleElement().matches(Outcome::succeeded);

        assertThat(lab.host.docker().containers()).containsOnlyKeys("Wiki", "Wiki-before-homelab");
        assertThat(lab.host.docker().containers().get("Wiki")).isNotEqualTo(then);
        assertThat(lab.host.docker().containers().get("Wiki-before-homelab")).containsEntry("state", "exited");
        assertThat(plan(Set.of(), wiki()).isEmpty()).isTrue();
        assertThat(apply(planner.restore(plan, Set.of(wiki().name()), observe())))
                .singleElement()
                .matches(Outcome::succeeded);
        assertThat(lab.host.docker().containers()).containsOnlyKeys("Wiki");
        assertThat(lab.host.docker().containers()).containsEntry("Wiki", then);
        assertThat(observe()).isEqualTo(seen);
    }

    @Test
    void aContainerWithoutComposeThatIsGoneCannotBeGivenBack() {
        lab.host.docker().runWithoutCompose("Wiki", "wiki:1", 8097);
        Plan<ComposeProject> plan = plan(Set.of("wiki"), wiki());
        apply(plan);
        run("docker", "rm", "-f", "Wiki-before-homelab");

        assertThat(apply(planner.restore(plan, Set.of(wiki().name()), observe())))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.problems())
                        .extracting(Problem::summary)
                        .containsExactly("earlier container is gone"));
    }

    private void elsewhere() {
        compose("media-stack", "down");
        lab.remove("/opt/stacks/media-stack/compose.yaml");
        lab.write("/home/me/media-stack/docker-compose.yml", BY_HAND);
        run("docker", "compose", "-f", "/home/me/media-stack/docker-compose.yml", "up", "-d");
    }

    /**
     * Adopts the project and rolls that back.
     *
     * @param folder whose files must be the same then
     */
    private void adoptAndRollBack(String folder) {
        HostSnapshot before = lab.host.snapshot(folder);
        SortedMap<String, Map<String, String>> containers = lab.host.docker().containers();
        List<Observed<ComposeProject>> seen = observe();
        Plan<ComposeProject> plan = plan(Set.of("media-stack"), films());
        try (Session<ComposeProject> session = provisioner().open()) {
            session.observe();
            assertThat(session.preflightChanges(plan.changes())).isEmpty();
        }

        assertThat(apply(plan)).singleElement().matches(Outcome::succeeded);

        assertThat(lab.host.docker().containers().toString()).contains("films:2");
        assertThat(plan(Set.of(), films()).isEmpty()).isTrue();
        assertThat(apply(planner.restore(plan, Set.of(films().name()), observe())))
                .singleElement()
                .matches(Outcome::succeeded);
        assertThat(lab.host.snapshot(folder)).isEqualTo(before);
        assertThat(lab.host.docker().containers()).isEqualTo(containers);
        assertThat(observe()).isEqualTo(seen);
    }

    @Test
    void aRunningProjectWhoseFileComposeRefusesIsRefusedInThePlan() {
        lab.write("/opt/stacks/media-stack/compose.yaml", BY_HAND + "nonsense: 1\n");
        Plan<ComposeProject> plan = plan(Set.of("media-stack"), films());

        try (Session<ComposeProject> session = provisioner().open()) {
            session.observe();
            assertThat(session.preflightChanges(plan.changes())).singleElement().satisfies(problem -> {
                assertThat(problem.summary()).isEqualTo("adopted file refused by compose");
                assertThat(problem.detail()).contains("/opt/stacks/media-stack/compose.yaml", "nonsense");
            });
        }
    }

    @Test
    void variablesWithoutAComposeFileAreRefusedInThePlan() {
        compose("media-stack", "down");
        lab.remove("/opt/stacks/media-stack/compose.yaml");
        lab.write("/opt/stacks/media-stack/.env", "A=b\n");

        assertThat(refused()).contains("there is no Compose file in \"/opt/stacks/media-stack\"");
    }

    @Test
    void aProjectThatAppearsAfterThePlanIsLeftAlone() {
        compose("media-stack", "down");
        lab.remove("/opt/stacks/media-stack/compose.yaml");
        Plan<ComposeProject> plan = plan(Set.of(), films());
        lab.write("/opt/stacks/media-stack/docker-compose.yml", BY_HAND);

        assertThat(apply(plan))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.problems())
                        .extracting(Problem::summary)
                        .containsExactly("project has appeared"));
        assertThat(lab.host.place("/opt/stacks/media-stack/compose.yaml")).doesNotExist();
    }

    /** Returns why the project is a conflict, although it is to be adopted. */
    private String refused() {
        Plan<ComposeProject> plan = plan(Set.of("media-stack"), films());
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.conflicts()).hasSize(1);
        return plan.conflicts().get(0).existing().resource().unadoptable().orElseThrow();
    }

    private static Service wiki() {
        return Dsl.service(
                "wiki",
                "nas",
                service -> service.container(
                        "server",
                        "wiki:1",
                        server -> server.containerName("Wiki").port("8096:8096")));
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
        run(argv.toArray(String[]::new));
    }

    private void run(String... argv) {
        CommandResult result = lab.context().hosts().host("nas").run(List.of(argv), Duration.ofMinutes(1));
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
            return Applied.apply(session, plan.changes());
        }
    }
}
