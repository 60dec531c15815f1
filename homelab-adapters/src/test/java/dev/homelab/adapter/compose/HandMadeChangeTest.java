// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.compose.engine.CreationRecord;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.CheckResult;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.report.Step;
import dev.homelab.spi.Binding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was changed by hand without a trace in any label is seen, told in plain words, and repaired. */
class HandMadeChangeTest {

    private static final ServiceName FILMS = ServiceName.of("films");
    private static final SecretRef TOKEN = SecretRef.of("env:TOKEN");
    private static final String SECRET = "hunter22hunter22";
    private static final String PROJECT = "/opt/stacks/films";

    @TempDir
    Path folder;

    private final Planner planner = new Planner("home");
    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
        lab.host.docker().apiVersion("1.47");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("update --memory 256m", "server memory limit changed from 512 MiB to 256 MiB"),
                Arguments.of("update --cpus 1.5", "server CPU limit changed from none to 1.5"),
                Arguments.of("update --restart always", "server restart policy changed from unless-stopped to always"),
                Arguments.of(
                        "rename films-server-1 movies", "server was renamed from \"films-server-1\" to \"movies\""));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandOfDockerIsToldAndRepaired(String command, String deviation) {
        apply(plan());
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        if (words.get(0).equals("update")) {
            words.add("films-server-1");
        }
        docker(words.toArray(String[]::new));

        assertRepaired(deviation);
    }

    @Test
    void aContainerOfDockerComposeRunIsNotTheServices() {
        apply(plan());
        lab.host.docker().runOnceByHand("films-server-1");

        assertThat(plan().changes()).isEmpty();
        assertThat(inspect()).allSatisfy(finding -> assertThat(finding.good()).isTrue());

        apply(plan(Samples.catalog(lab.inventory(), this::secrets, service("films:2"))));
        assertThat(record()).content().doesNotContain("server -1");
    }

    static Stream<Arguments> overrides() {
        return Stream.of(
                Arguments.of("image: films:9", "server runs image sha256:"),
                Arguments.of("environment: {LOG_LEVEL: debug}", "server environment differs: LOG_LEVEL"),
                Arguments.of("environment: {TOKEN: other}", "server environment differs: TOKEN"),
                Arguments.of("healthcheck: {disable: true}", "server health check is disabled"),
                Arguments.of("healthcheck: {test: [CMD, 'false']}", "server health check differs"),
                Arguments.of("labels: {traefik.enable: 'true'}", "server labels differ: traefik.enable"),
                Arguments.of("command: [sleep, '9']", "server command differs"),
                Arguments.of("entrypoint: [sleep]", "server entrypoint differs"),
                Arguments.of("user: '0'", "server user changed from none to 0"),
                Arguments.of("cpuset: '0'", "server CPU set changed from none to 0"),
                Arguments.of("hostname: cinema", "server hostname changed from none to cinema"),
                Arguments.of("privileged: true", "server privileged mode changed from none to true"),
                Arguments.of("read_only: true", "server read-only root file system changed from none to true"),
                Arguments.of("cap_add: [NET_ADMIN]", "server added capabilities changed from none to NET_ADMIN"),
                Arguments.of("shm_size: 1g", "server shared memory size changed from 64 MiB to 1 GiB"),
                Arguments.of("container_name: movies", "server was renamed from \"films-server-1\" to \"movies\""),
                Arguments.of(
                        "volumes: ['/srv/films:/data']",
                        "server mount /data changed from volume films_data to bind /srv/films"),
                Arguments.of("volumes: ['data:/data:ro']", "server mount /data changed from volume films_data to"),
                Arguments.of("ports: ['9000:8096']", "server port 8096/tcp changed from :8096 to :9000"),
                Arguments.of("network_mode: host", "server network mode changed from films_default to host"));
    }

    @ParameterizedTest
    @MethodSource("overrides")
    void anOverrideFileIsToldAndRepairedThoughItIsStillThere(String override, String deviation) throws IOException {
        apply(plan());
        Files.writeString(
                folder.resolve("root" + PROJECT + "/compose.override.yaml"),
                "services:\n  server:\n    %s\n".formatted(override));
        docker("compose", "-p", "films", "--project-directory", PROJECT, "up", "-d");

        assertRepaired(deviation);
    }

    @Test
    void severalChangesAreToldOneByOneAndVerifyNamesThem() {
        apply(plan());
        docker("update", "--memory", "1g", "films-server-1");
        docker("rename", "films-server-1", "movies");

        try (Session<ComposeProject> session = provisioner().open()) {
            session.observe();
            assertThat(session.inspect(provisioner().desired(films())).get(FILMS))
                    .filteredOn(finding -> !finding.good())
                    .extracting(CheckResult::found)
                    .singleElement()
                    .asString()
                    .contains("was renamed from", "; memory limit changed from 512 MiB to 1 GiB");
        }
        assertRepaired("server was renamed");
    }

    @Test
    void aVolumeThatWasMadeAgainIsToldOnceAndRestartsNothing() {
        apply(plan());
        docker("rm", "-f", "films-server-1");
        docker("volume", "rm", "films_data");
        bringUpByHand();
        String started = started();

        Plan<ComposeProject> plan = plan();

        assertThat(plan.changes())
                .singleElement()
                .satisfies(change -> assertThat(
                                change.before().orElseThrow().resource().losses())
                        .singleElement()
                        .asString()
                        .startsWith("volume films_data was recreated empty on ")
                        .endsWith(": its data is gone"));
        assertThat(inspect())
                .filteredOn(finding -> !finding.good())
                .singleElement()
                .satisfies(finding -> assertThat(finding.found()).contains("its data is gone"));
        assertThat(apply(plan)).hasSize(1).allMatch(Outcome::succeeded);
        assertThat(started()).isEqualTo(started);
        assertThat(plan().isEmpty()).isTrue();
        assertThat(inspect()).allMatch(CheckResult::good);
    }

    @Test
    void aVolumeThatIsGoneIsToldBeforeItIsMadeAgain() {
        apply(plan());
        docker("rm", "-f", "films-server-1");
        docker("volume", "rm", "films_data");

        Plan<ComposeProject> plan = plan();

        assertThat(plan.changes().get(0).before().orElseThrow().resource().losses())
                .containsExactly("volume films_data was removed: its data is gone");
        assertThat(apply(plan))
                .singleElement()
                .matches(Outcome::succeeded)
                .satisfies(outcome -> assertThat(
                                Step.of("docker-nas", outcome, false).summary())
                        .endsWith("; volume films_data was removed: its data is gone"));
        assertThat(plan().isEmpty()).isTrue();
    }

    /** Such an engine shows as the creation of a volume when something was last put into it. */
    @Test
    void anOlderEngineIsBelievedOnlyWhereItKnows() {
        lab.host.docker().apiVersion("1.41");
        apply(plan());
        docker("restart", "films-server-1");
        assertThat(plan().isEmpty()).isTrue();

        docker("rm", "-f", "films-server-1");
        docker("volume", "rm", "films_data");
        bringUpByHand();

        assertThat(plan().changes().get(0).before().orElseThrow().resource().losses())
                .singleElement()
                .asString()
                .startsWith("volume films_data may have been recreated empty: ");
    }

    static Stream<ComposeProject> samples() {
        return ExamplesTest.projects();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void anIdleLookSeesNothingAtAnySample(ComposeProject sample) {
        ComposeProject project =
                new ComposeProject(sample.name(), sample.text(), Map.of(), Map.of(), Running.AS_WRITTEN);
        Observed<ComposeProject> wanted = Observed.ownedBy(new Owner("home", FILMS), project);
        try (Session<ComposeProject> session = provisioner().open()) {
            assertThat(Applied.apply(session, List.of(new Change<>(FILMS, Optional.empty(), Optional.of(wanted)))))
                    .allMatch(Outcome::succeeded);
            assertThat(session.observe()).containsExactly(wanted);
        }

        assertThat(observe()).singleElement().satisfies(seen -> {
            assertThat(seen.resource().deviations()).isEmpty();
            assertThat(seen.resource().losses()).isEmpty();
            assertThat(seen).isEqualTo(wanted);
        });
    }

    @Test
    void aRestartOrARecreationByHandFromOurFileIsNoDifference() {
        apply(plan());

        docker("restart", "films-server-1");
        assertThat(plan().isEmpty()).isTrue();
        docker("rm", "-f", "films-server-1");
        bringUpByHand();
        assertThat(plan().isEmpty()).isTrue();
    }

    @Test
    void noSecretIsInTheFileAndNoEnvironmentOfOthersLeavesTheHost() throws IOException {
        docker("compose", "-p", "blog", "--project-directory", foreign(), "up", "-d");
        List<String> printed = new ArrayList<>();
        lab.host.listen(command -> {
            if (command.argv().contains("inspect")) {
                printed.add(command.output().out());
            }
        });

        apply(plan());

        String text = Files.readString(record());
        assertThat(text).contains("environment TOKEN").doesNotContain("hunter");
        assertThat(Files.getPosixFilePermissions(record())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(printed).isNotEmpty().noneMatch(output -> output.contains("of-a-person"));
        assertThat(observe().toString()).doesNotContain("hunter");
    }

    @Test
    void whatWasMadeByAnEarlierVersionIsNoDriftAndIsWrittenDownByTheNextApplyOnTheHost() throws IOException {
        apply(plan());
        Files.delete(record());
        docker("update", "--memory", "1g", "films-server-1");
        assertThat(plan().isEmpty()).isTrue();

        ResolvedCatalog both = Samples.catalog(lab.inventory(), this::secrets, service(), other());
        apply(plan(both));

        assertThat(record()).exists();
        assertThat(plan(both).isEmpty()).isTrue();
        docker("update", "--memory", "2g", "films-server-1");
        assertThat(plan(both).changes()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[1]", "{\"version\":1,\"containers\":{\"server\":null}}"})
    void anEditedFileIsDriftAndNothingWorse(String text) throws IOException {
        apply(plan());
        Files.writeString(record(), text);

        assertRepaired("server cannot be compared with how it was made");
    }

    @Test
    void aVolumeInAnEditedFileNeverBecomesAnOption() throws IOException {
        apply(plan());
        Files.writeString(
                record(), Files.readString(record()).replace("\"films_data\" : {", "\"--help; touch /x\" : {"));

        assertRepaired("server cannot be compared with how it was made");
    }

    @Test
    void aRecordOfAnotherRootKeyIsNoDrift() throws IOException {
        apply(plan());
        Files.writeString(record(), Files.readString(record()).replaceFirst("\"key\" : \"....", "\"key\" : \"0000"));

        assertThat(plan().isEmpty()).isTrue();
    }

    @Test
    void aRollbackWritesDownWhatItMade() throws IOException {
        apply(plan());
        String before = traits();
        lab.host.docker().images().unhealthyImage("films:2");
        Plan<ComposeProject> plan = plan(Samples.catalog(lab.inventory(), this::secrets, service("films:2")));
        assertThat(apply(plan)).noneMatch(Outcome::succeeded);
        assertThat(record()).doesNotExist();

        assertThat(apply(planner.restore(plan, Set.of(FILMS), observe()))).allMatch(Outcome::succeeded);

        assertThat(traits()).isEqualTo(before);
        assertThat(plan().isEmpty()).isTrue();
        docker("rename", "films-server-1", "movies");
        assertRepaired("server was renamed");
    }

    @Test
    void whatFailedBesideSomethingElseIsNotWrittenDown() {
        apply(plan());
        lab.host.docker().images().unhealthyImage("films:2");

        apply(plan(Samples.catalog(lab.inventory(), this::secrets, service("films:2"), other())));

        assertThat(record()).doesNotExist();
        assertThat(folder.resolve("root/opt/stacks/other/" + CreationRecord.FILE))
                .exists();
    }

    @Test
    void theFileGoesWithTheProject() {
        apply(plan());

        apply(plan(Samples.catalog(lab.inventory(), Map.of())));

        assertThat(folder.resolve("root" + PROJECT)).doesNotExist();
    }

    @Test
    void theFileAloneIsNoProject() throws IOException {
        Files.createDirectories(record().getParent());
        Files.writeString(record(), "{}");

        assertThat(observe()).isEmpty();
        assertThat(apply(plan())).allMatch(Outcome::succeeded);
        assertThat(plan().isEmpty()).isTrue();
    }

    @Test
    void aHostWithoutRoomForTheFileIsNoFailure() {
        lab.host
                .docker()
                .answering(argv -> argv.contains("{{.Server.APIVersion}}")
                        ? Optional.of("Cannot connect to the Docker daemon")
                        : Optional.empty());

        assertThat(apply(plan())).allMatch(Outcome::succeeded);
        assertThat(plan().isEmpty()).isTrue();
    }

    private void assertRepaired(String deviation) {
        Plan<ComposeProject> plan = plan();
        assertThat(plan.changes()).singleElement().satisfies(change -> {
            assertThat(change.before().orElseThrow().resource().deviations())
                    .anyMatch(said -> said.startsWith(deviation));
            assertThat(change.before().orElseThrow().resource().losses()).isEmpty();
        });
        assertThat(apply(plan)).hasSize(1).allMatch(Outcome::succeeded);
        assertThat(plan().isEmpty()).isTrue();
        assertThat(lab.host.docker().containers()).containsOnlyKeys("films-server-1");
        assertThat(lab.host.docker().containers().get("films-server-1"))
                .containsEntry("image", "films:1")
                .containsEntry("health", "healthy");
    }

    private Service service() {
        return service("films:1");
    }

    private Service service(String image) {
        return Dsl.service(
                "films",
                "nas",
                s -> s.container(
                        "server",
                        image,
                        c -> c.port("8096:8096")
                                .volume("data:/data")
                                .volume("/cache")
                                .environment("TZ", "Europe/London")
                                .secret("TOKEN", TOKEN.value())
                                .compose("mem_limit", "512m")
                                .healthcheck(check -> check.command("true"))));
    }

    private Service other() {
        return Dsl.service("other", "nas", s -> s.container("server", "other:1", c -> c.port("8097:8097")));
    }

    private Map<SecretRef, EncryptedSecret> secrets(ServiceName service) {
        return Map.of(TOKEN, lab.context().key().seal(Binding.of("home", service, TOKEN), SECRET));
    }

    private ResolvedCatalog films() {
        return Samples.catalog(lab.inventory(), this::secrets, service());
    }

    private String foreign() throws IOException {
        Path blog = Files.createDirectories(folder.resolve("root/srv/blog"));
        Files.writeString(
                blog.resolve("compose.yaml"),
                "services: {app: {image: 'blog:1', environment: {PASSWORD: of-a-person}}}\n");
        return "/srv/blog";
    }

    private Path record() {
        return folder.resolve("root" + PROJECT + "/" + CreationRecord.FILE);
    }

    private String traits() throws IOException {
        return CreationRecord.read(Files.readString(record())).containers().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, made -> made.getValue().traits()))
                .toString();
    }

    private String started() {
        return lab.host
                .docker()
                .run(List.of("docker", "inspect", "--format", "{{json .State}}", "films-server-1"))
                .out();
    }

    private List<CheckResult> inspect() {
        try (Session<ComposeProject> session = provisioner().open()) {
            session.observe();
            return session.inspect(provisioner().desired(films())).getOrDefault(FILMS, List.of());
        }
    }

    private void bringUpByHand() {
        docker("compose", "-p", "films", "--project-directory", PROJECT, "-f", PROJECT + "/compose.yaml", "up", "-d");
    }

    private void docker(String... words) {
        List<String> argv = new ArrayList<>(List.of("docker"));
        argv.addAll(List.of(words));
        assertThat(lab.host.docker().run(argv).err()).doesNotContain("Error", "unknown");
        lab.host.docker().run(List.of("docker", "ps"));
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), lab.context());
    }

    private List<Observed<ComposeProject>> observe() {
        try (Session<ComposeProject> session = provisioner().open()) {
            return session.observe();
        }
    }

    private Plan<ComposeProject> plan() {
        return plan(films());
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
