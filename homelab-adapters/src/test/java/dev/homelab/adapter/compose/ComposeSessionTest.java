// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.host.HostSnapshot;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.container.Condition;
import dev.homelab.model.dsl.ContainerBuilder;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
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
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeSessionTest {

    private static final SecretRef TOKEN = SecretRef.of("env:TOKEN");
    private static final String SECRET_FILE = "/opt/stacks/films/secret-files/HOMELAB_SERVER_run_app_key_pem";
    private static final String COMPOSE = "/opt/stacks/films/compose.yaml";

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

    @Test
    void aSecretReachesTheContainerAndStaysPrivate() {
        apply(plan(withSecret("it's \\ $ecret")));

        assertThat(lab.host.snapshot("/opt/stacks/films").files().get("/opt/stacks/films/.env"))
                .startsWith("rw-------\n")
                .contains("HOMELAB_SERVER_TOKEN=\"it's \\\\ \\$ecret\"");
        assertThat(lab.read(COMPOSE)).contains("TOKEN: ${HOMELAB_SERVER_TOKEN}").doesNotContain("ecret\"");
    }

    @Test
    void aNewSecretChangesItsProjectAlone() {
        apply(plan(withSecret("old")));

        assertThat(plan(withSecret("new")).changes())
                .singleElement()
                .matches(change -> change.key().equals("films") && change.shape() == Change.Shape.UPDATE);
    }

    @Test
    void textAroundASecretIsFilledAndSeveralLinesReachTheContainer() {
        apply(plan(films("one\ntwo's", c -> c.secret("KEYS", "a=${secret:env:TOKEN};b=$x ${y}"))));

        assertThat(lab.host.snapshot("/opt/stacks/films").files().get("/opt/stacks/films/.env"))
                .contains("HOMELAB_SERVER_KEYS=\"a=one\ntwo's;b=\\$x \\${y}\"");
        assertThat(plan(films("one\ntwo's", c -> c.secret("KEYS", "a=${secret:env:TOKEN};b=$x ${y}")))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aSecretInAFileIsForTheUserOfItsContainerAlone() {
        apply(plan(withSecretFile("-----BEGIN\nabc\n-----END")));

        assertThat(lab.host.snapshot("/opt/stacks/films").files().get(SECRET_FILE))
                .isEqualTo("r--------\n-----BEGIN\nabc\n-----END\n");
        assertThat(lab.host.owner(SECRET_FILE)).contains("1000:1001");
        assertThat(lab.read(COMPOSE))
                .contains(SECRET_FILE + ":/run/app/key.pem:ro")
                .doesNotContain("abc");
        assertThat(lab.host.snapshot("/opt/stacks/films").files()).doesNotContainKey("/opt/stacks/films/.env");
        assertThat(plan(withSecretFile("-----BEGIN\nabc\n-----END")).isEmpty()).isTrue();
    }

    @Test
    void anotherSecretInAFileRecreatesTheContainerAndIsRolledBack() {
        apply(plan(withSecretFile("old")));
        String first = String.valueOf(lab.host.docker().containers().get("films-server-1"));
        Plan<ComposeProject> plan = plan(withSecretFile("new"));

        assertThat(plan.changes()).singleElement().matches(change -> change.shape() == Change.Shape.UPDATE);
        ComposeProject after = plan.changes().get(0).after().orElseThrow().resource();
        assertThat(after.fieldName("secrets.secret-files/HOMELAB_SERVER_run_app_key_pem"))
                .isEqualTo("containers.server.secretFiles./run/app/key.pem");
        assertThat(apply(plan)).allMatch(Outcome::succeeded);
        assertThat(lab.read(SECRET_FILE)).isEqualTo("new");
        assertThat(String.valueOf(lab.host.docker().containers().get("films-server-1")))
                .isNotEqualTo(first);

        assertThat(apply(planner.restore(plan, Set.of(ServiceName.of("films")), observe())))
                .allMatch(Outcome::succeeded);
        assertThat(lab.read(SECRET_FILE)).isEqualTo("old");
    }

    @Test
    void secretFilesThatAreNotWantedAnyMoreAreRemovedAndOthersAreLeftAlone() {
        apply(plan(withSecretFile("old")));
        lab.write("/opt/stacks/films/secret-files/mine.txt", "by hand");

        assertThat(apply(plan(catalog("films:1")))).allMatch(Outcome::succeeded);

        assertThat(lab.host.snapshot("/opt/stacks/films").files())
                .doesNotContainKey(SECRET_FILE)
                .containsKey("/opt/stacks/films/secret-files/mine.txt");
    }

    @Test
    void aFileThatCannotBeGivenToTheUserOfTheContainerIsReported() {
        lab.host.signInWithoutRoot();

        assertThat(apply(plan(withSecretFile("old"))))
                .singleElement()
                .matches(outcome -> !outcome.succeeded()
                        && outcome.toString().contains("secret file not given away")
                        && outcome.toString().contains("1000:1001"));
    }

    @Test
    void aRunThatDiedBetweenUploadAndUpIsNoticed() {
        apply(plan(catalog("films:1")));
        ComposeProject next = provisioner().desired(catalog("films:2")).get(0).resource();
        String mark = lab.read(COMPOSE).lines().findFirst().orElseThrow();
        lab.write(COMPOSE, mark + "\n" + next.text().text());

        Plan<ComposeProject> plan = plan(catalog("films:2"));

        assertThat(plan.changes()).hasSize(1);
        assertThat(plan.changes().get(0).before().orElseThrow().resource())
                .isEqualTo(new ComposeProject("films", next.text(), Map.of(), Map.of(), Running.OTHERWISE));
        assertThat(apply(plan)).allMatch(Outcome::succeeded);
        assertThat(plan(catalog("films:2")).isEmpty()).isTrue();
    }

    @Test
    void goingBackToAHalfUploadedVersionLeavesTheServiceUp() {
        apply(plan(catalog("films:1")));
        String mark = lab.read(COMPOSE).lines().findFirst().orElseThrow();
        lab.write(
                COMPOSE,
                mark + "\n"
                        + provisioner()
                                .desired(catalog("films:2"))
                                .get(0)
                                .resource()
                                .text()
                                .text());
        lab.host.docker().images().unhealthyImage("films:3");
        Plan<ComposeProject> plan = plan(catalog("films:3"));
        assertThat(apply(plan)).noneMatch(Outcome::succeeded);

        assertThat(apply(planner.restore(plan, Set.of(ServiceName.of("films")), observe())))
                .hasSize(1)
                .allMatch(Outcome::succeeded);

        assertThat(lab.host.docker().containers())
                .extractingByKey("films-server-1")
                .asString()
                .contains("films:2", "running");
    }

    @Test
    void aFileOfOursThatWasEditedIsPutRight() {
        apply(plan(catalog("films:1")));
        lab.write(COMPOSE, lab.read(COMPOSE) + "# by hand\n");

        assertThat(plan(catalog("films:1")).changes()).hasSize(1);
    }

    @Test
    void aContainerThatWasStoppedIsStartedAndStoppedAgainWhenRolledBack() {
        apply(plan(catalog("films:1")));
        lab.host.docker().stopByHand("films-server-1");
        HostSnapshot before = lab.host.snapshot("/opt/stacks");
        Plan<ComposeProject> plan = plan(catalog("films:1"));
        assertThat(apply(plan)).hasSize(1).allMatch(Outcome::succeeded);

        apply(planner.restore(plan, Set.of(ServiceName.of("films")), observe()));

        assertThat(lab.host.snapshot("/opt/stacks")).isEqualTo(before);
    }

    @Test
    void whatDoesNotComeUpSaysWhyAndRollsBack() {
        apply(plan(catalog("films:1")));
        HostSnapshot before = lab.host.snapshot("/opt/stacks");
        lab.host.docker().images().unhealthyImage("films:2");
        Plan<ComposeProject> plan = plan(catalog("films:2"));

        List<Outcome<ComposeProject>> outcomes = apply(plan);
        apply(planner.restore(plan, Set.of(ServiceName.of("films")), observe()));

        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.succeeded()).isFalse();
            assertThat(outcome.problems().get(0).detail())
                    .contains("\"films\" did not come up: container films-server-1 is unhealthy");
        });
        assertThat(lab.host.snapshot("/opt/stacks")).isEqualTo(before);
    }

    @Test
    void dataAndNeighboursStayWhenAServiceGoes() {
        apply(plan(catalog("films:1")));
        lab.write("/opt/stacks/films/notes.txt", "mine");
        lab.write("/opt/stacks/wiki/compose.yaml", "services: {}\n");
        lab.host.docker().runByHand("blog", "app", "blog:1", 9000);

        assertThat(apply(plan(Samples.catalog(lab.inventory(), Map.of()))))
                .hasSize(2)
                .allMatch(Outcome::succeeded);

        assertThat(lab.host.docker().volumes()).contains("films_data");
        assertThat(lab.host.docker().containers()).containsOnlyKeys("blog-app-1");
        assertThat(lab.read("/opt/stacks/films/notes.txt")).isEqualTo("mine");
        assertThat(lab.read("/opt/stacks/wiki/compose.yaml")).isEqualTo("services: {}\n");
        assertThat(lab.host.place("/opt/stacks/photos")).doesNotExist();
    }

    @Test
    void aProjectOfTheSameNameElsewhereIsAConflictThatCannotBeAdopted() {
        lab.host.docker().runByHand("films", "app", "person/films:1", 9000);

        assertThat(plan(catalog("films:1")).conflicts()).hasSize(1);
        Plan<ComposeProject> adoption =
                planner.plan(provisioner().desired(catalog("films:1")), observe(), Set.of("films"));
        assertThat(adoption.conflicts()).hasSize(1);
        assertThat(lab.host.docker().containers()).containsKey("films-app-1");
    }

    @Test
    void aFolderWithAnotherComposeFileIsAPersons() {
        lab.write("/opt/stacks/films/docker-compose.yml", "services: {}\n");

        assertThat(plan(catalog("films:1")).conflicts()).hasSize(1);
    }

    @Test
    void aPortThatAnotherContainerHasIsToldBeforeAnythingIsWritten() {
        lab.host.docker().runByHand("blog", "app", "blog:1", 8096);

        try (Session<ComposeProject> session = provisioner().open()) {
            session.observe();
            assertThat(session.preflight(provisioner().desired(catalog("films:1"))))
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.summary()).isEqualTo("port taken on host");
                        assertThat(problem.detail()).contains("8096/tcp", "\"blog-app-1\"");
                    });
        }
    }

    @Test
    void whatIsRightCostsNoCallToCompose() {
        apply(plan(catalog("films:1")));
        List<String> commands = new ArrayList<>();
        lab.host.listen(command -> commands.add(String.join(" ", command.argv().subList(0, 2))));
        int lines = lab.host.commandLines();

        assertThat(plan(catalog("films:1")).isEmpty()).isTrue();

        assertThat(commands)
                .containsExactly(
                        "docker image",
                        "env LC_ALL=C",
                        "docker ps",
                        "docker volume", // lists them
                        "test -z",
                        "docker volume",
                        "docker ps", // their ids
                        "test -z",
                        "docker container",
                        "docker compose", // from here on for the preflight
                        "test -w",
                        "ss -H");
        assertThat(lab.host.commandLines()).isEqualTo(lines + 1); // all by one command
        assertThat(lab.host.connections()).isEqualTo(1);
    }

    @Test
    void missingFoldersAreMadeAndOthersStayAsTheyAre() {
        lab.write("/srv/films/old.mkv", "old");
        Service films = Dsl.service(
                "films",
                "nas",
                service -> service.container(
                                "server",
                                "films:1",
                                server -> server.volume("/srv/films:/films").volume("/srv/art:/art"))
                        .folder(
                                "/srv/films",
                                folder -> folder.owner("1000:1000").mode("0700"))
                        .folder("/srv/art", folder -> folder.owner("1000:1000").mode("0750")));
        List<String> commands = new ArrayList<>();
        lab.host.listen(command -> commands.add(String.join(" ", command.argv())));

        assertThat(apply(plan(Samples.catalog(lab.inventory(), Map.of(), films))))
                .allMatch(Outcome::succeeded);

        assertThat(commands)
                .contains("install -d -m 0750 -o 1000 -g 1000 /srv/art")
                .noneMatch(command -> command.startsWith("install") && command.endsWith("/srv/films"));
        assertThat(lab.host.place("/srv/art")).isDirectory();
        assertThat(lab.read("/srv/films/old.mkv")).isEqualTo("old");
    }

    @Test
    void aFileBesideTheDefinitionIsMountedAndItsTextDecides() {
        apply(plan(withFile("old")));
        String before = lab.read(COMPOSE);
        assertThat(plan(withFile("old")).isEmpty()).isTrue();
        lab.write("/opt/stacks/films/files/mine.txt", "mine");

        Plan<ComposeProject> plan = plan(withFile("new"));
        assertThat(apply(plan)).singleElement().matches(Outcome::succeeded);

        assertThat(lab.read(COMPOSE)).isNotEqualTo(before).contains("app.json:/config/app.json:ro");
        assertThat(mounted()).containsExactly("new");
        apply(planner.restore(plan, Set.of(ServiceName.of("films")), observe()));
        assertThat(lab.read(COMPOSE)).isEqualTo(before);
        assertThat(mounted()).containsExactly("old");
        apply(plan(Samples.catalog(lab.inventory(), Map.of())));
        assertThat(mounted()).isEmpty();
        assertThat(lab.read("/opt/stacks/films/files/mine.txt")).isEqualTo("mine");
    }

    @Test
    void aMountedFileThatWasEditedOnTheHostIsPutRight() {
        apply(plan(withFile("old")));
        String place = lab.host.snapshot("/opt/stacks/films").files().keySet().stream()
                .filter(path -> path.endsWith("/app.json"))
                .findFirst()
                .orElseThrow();
        lab.write(place, "edited");

        assertThat(apply(plan(withFile("old")))).singleElement().matches(Outcome::succeeded);

        assertThat(lab.read(place)).isEqualTo("old");
    }

    private List<String> mounted() {
        return lab.host.snapshot("/opt/stacks/films").files().keySet().stream()
                .filter(path -> path.endsWith("/app.json"))
                .map(lab::read)
                .toList();
    }

    private ResolvedCatalog withFile(String text) {
        Service films = Dsl.service(
                "films",
                "nas",
                s -> s.container("server", "films:1", c -> c.file("films/app.json", "/config/app.json")));
        ResolvedCatalog catalog = Samples.catalog(lab.inventory(), Map.of(), films);
        return new ResolvedCatalog(
                catalog.valid(), Map.of(), Map.of(ServiceName.of("films"), Map.of("films/app.json", text)));
    }

    @Test
    void aContainerThatHasDoneItsWorkIsNotMissed() {
        lab.host.docker().images().exits("migration:1", 0);
        Service films = Dsl.service(
                "films",
                "nas",
                service -> service.container(
                                "server", "films:1", server -> server.dependsOn("migration", Condition.COMPLETED))
                        .container("migration", "migration:1", once -> once.restart("no")));
        ResolvedCatalog catalog = Samples.catalog(lab.inventory(), Map.of(), films);

        assertThat(apply(plan(catalog))).allMatch(Outcome::succeeded);

        assertThat(plan(catalog).isEmpty()).isTrue();
    }

    @Test
    void whatUsesTheNetworkOfAnotherServiceComesAfterIt() {
        Service downloads =
                Dsl.service("downloads", "nas", s -> s.container("server", "d:1", c -> c.networkMode("service:vpn")));
        Service vpn = Dsl.service("vpn", "nas", s -> s.container("server", "vpn:1"));
        List<Outcome<ComposeProject>> outcomes =
                apply(plan(Samples.catalog(lab.inventory(), Map.of(), downloads, vpn)));

        assertThat(outcomes).extracting(outcome -> outcome.change().key()).containsExactly("vpn", "downloads");
        assertThat(lab.read("/opt/stacks/downloads/compose.yaml")).contains("network_mode: container:vpn-server-1");
    }

    private ResolvedCatalog catalog(String films) {
        return Samples.catalog(lab.inventory(), Map.of(), films(films, Map.of()), photos());
    }

    private ResolvedCatalog withSecret(String value) {
        return Samples.catalog(
                lab.inventory(),
                service -> Map.of(
                        TOKEN, lab.context().key().seal(Binding.of(lab.context().homelab(), service, TOKEN), value)),
                films("films:1", Map.of("TOKEN", TOKEN)),
                photos());
    }

    private ResolvedCatalog withSecretFile(String value) {
        return films(value, c -> c.user("1000:1001").secretFile("/run/app/key.pem", "env:TOKEN"));
    }

    private ResolvedCatalog films(String value, Consumer<ContainerBuilder> more) {
        return Samples.catalog(
                lab.inventory(),
                service -> Map.of(
                        TOKEN, lab.context().key().seal(Binding.of(lab.context().homelab(), service, TOKEN), value)),
                Samples.service(
                        "films",
                        "nas",
                        "films:1",
                        8096,
                        "films.home.arpa",
                        service -> service.container("server", "films:1", container -> {
                            container.port("8096:8096").volume("data:/data").environment("TZ", "Europe/London");
                            more.accept(container);
                        })));
    }

    private static Service photos() {
        return Samples.service("photos", "nas", "photos:1", 2283, "photos.home.arpa");
    }

    private static Service films(String image, Map<String, SecretRef> secrets) {
        return Samples.service(
                "films",
                "nas",
                image,
                8096,
                "films.home.arpa",
                more -> more.container("server", image, container -> {
                    container.port("8096:8096").volume("data:/data").environment("TZ", "Europe/London");
                    secrets.forEach((variable, reference) -> container.secret(variable, reference.value()));
                }));
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
