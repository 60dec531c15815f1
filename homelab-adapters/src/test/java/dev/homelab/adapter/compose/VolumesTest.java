// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.spi.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A volume whose options differ from the definition's: Compose asks whether to delete its data, and nothing may answer yes. */
class VolumesTest {

    private static final String NFS = """
            services: {server: {image: 'films:1', volumes: ['data:/data']}}
            volumes:
              data:
                driver_opts: {type: nfs, o: "addr=192.0.2.9,password=secret", device: ":/films"}
                labels: {backup: nightly}
            """;

    @TempDir
    Path folder;

    private final Planner planner = new Planner("home");
    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
        lab.write("/opt/stacks/films/compose.yaml", NFS);
        compose("up", "-d");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void itIsForeseenInThePlanWithTheWayToKeepIt() {
        assertThat(preflight(films("films:2", false))).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("volume has other options");
            assertThat(problem.detail())
                    .contains("\"films\"", "\"films_data\"", "driver options device, o, type", "label backup")
                    .doesNotContain("secret");
            assertThat(problem.fix()).contains("volumes: {data: {name: films_data, external: true}}");
        });
    }

    @Test
    void aVolumeThatIsDeclaredExternalIsUsedAsItIs() {
        ResolvedCatalog catalog = films("films:2", true);

        assertThat(preflight(catalog)).isEmpty();
        assertThat(apply(catalog)).singleElement().matches(Outcome::succeeded);
        assertThat(options()).contains("addr=192.0.2.9");
    }

    @Test
    void aVolumeWithTheOptionsOfItsDefinitionIsUsedAsItIs() {
        assertThat(preflight(share(":/films"))).isEmpty();
        assertThat(apply(share(":/films"))).singleElement().matches(Outcome::succeeded);

        assertThat(preflight(share(":/movies")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail())
                        .contains(
                                "with other values of options than its definition has (driver options device, o, type; label backup)")
                        .doesNotContain("secret"));
    }

    @Test
    void aVolumeMadeByHandIsNoPlaceForOptions() {
        lab.host.docker().makeVolume("photos_data");

        assertThat(preflight(Samples.catalog(
                        lab.inventory(),
                        Map.of(),
                        Dsl.service(
                                "photos",
                                "nas",
                                photos -> photos.container("server", "photos:1", server -> server.volume("data:/data"))
                                        .volume("data", data -> data.option("device", "/srv/photos"))))))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.detail()).contains("(none; definition: driver options device)"));
    }

    @Test
    void aFolderOfAVolumeThatIsNotThereIsAProblemOfItsOwn() {
        ResolvedCatalog catalog = bound("/srv/nowhere");

        assertThat(apply(catalog, "photos"))
                .flatExtracting(Outcome::problems)
                .extracting(Problem::summary)
                .containsExactly("volume cannot be mounted");
    }

    @Test
    void aFolderWithinAVolumeNeedsAnEngineThatKnowsIt() {
        ResolvedCatalog catalog = Samples.catalog(
                lab.inventory(),
                Map.of(),
                Dsl.service(
                        "photos",
                        "nas",
                        photos -> photos.container(
                                "server", "photos:1", server -> server.volume("data:/data:subpath=app,ro"))));

        assertThat(preflight(catalog)).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("engine too old for subpath");
            assertThat(problem.detail()).contains("\"photos\"", "API 1.41");
        });
        lab.host.docker().apiVersion("1.45");
        assertThat(preflight(catalog)).isEmpty();
        assertThat(apply(catalog, "photos")).singleElement().matches(Outcome::succeeded);
    }

    private ResolvedCatalog share(String device) {
        return Samples.catalog(
                lab.inventory(),
                Map.of(),
                Dsl.service(
                        "films",
                        "nas",
                        films -> films.container("server", "films:2", server -> server.volume("data:/data"))
                                .volume(
                                        "data",
                                        data -> data.option("type", "nfs")
                                                .option("o", "addr=192.0.2.9,password=secret")
                                                .option("device", device)
                                                .label("backup", "nightly"))));
    }

    private ResolvedCatalog bound(String folderOfHost) {
        return Samples.catalog(
                lab.inventory(),
                Map.of(),
                Dsl.service(
                        "photos",
                        "nas",
                        photos -> photos.container("server", "photos:1", server -> server.volume("data:/data"))
                                .volume(
                                        "data",
                                        data -> data.option("type", "none")
                                                .option("o", "bind")
                                                .option("device", folderOfHost))));
    }

    @Test
    void whatWasNotForeseenKeepsItsDataAndDoesNotHang() {
        assertThat(apply(films("films:2", false))).singleElement().matches(Outcome::succeeded);

        assertThat(options()).contains("addr=192.0.2.9");
    }

    @Test
    void aServiceWithoutChangesIsNotAskedAboutItsVolumes() {
        apply(films("films:2", false));

        assertThat(preflight(films("films:2", false))).isEmpty();
    }

    @Test
    void aVolumeOfOursOrMadeByHandIsNoProblem() {
        lab.host.docker().makeVolume("photos_data");
        ResolvedCatalog photos = service("photos", "photos:1", false);
        assertThat(preflight(photos)).isEmpty();
        apply(photos);

        assertThat(preflight(service("photos", "photos:2", false))).isEmpty();
    }

    private String options() {
        return compose(List.of("docker", "volume", "inspect", "--format", "{{json .}}", "films_data"));
    }

    private void compose(String... command) {
        List<String> argv = new ArrayList<>(List.of("docker", "compose", "-f", "/opt/stacks/films/compose.yaml"));
        argv.addAll(List.of(command));
        compose(argv);
    }

    private String compose(List<String> argv) {
        CommandResult result = lab.context().hosts().host("nas").run(argv, Duration.ofMinutes(1));
        assertThat(result.succeeded()).as(result.errors()).isTrue();
        return result.output();
    }

    private ResolvedCatalog films(String image, boolean external) {
        return service("films", image, external);
    }

    private ResolvedCatalog service(String name, String image, boolean external) {
        return Samples.catalog(lab.inventory(), Map.of(), Dsl.service(name, "nas", service -> {
            service.container("server", image, server -> server.volume("data:/data"));
            if (external) {
                service.volume("data", data -> data.name(name + "_data").external(true));
            }
        }));
    }

    private List<Problem> preflight(ResolvedCatalog catalog) {
        return with(session -> {
            session.observe();
            return session.preflight(provisioner().desired(catalog));
        });
    }

    private List<Outcome<ComposeProject>> apply(ResolvedCatalog catalog) {
        return apply(catalog, "films");
    }

    private List<Outcome<ComposeProject>> apply(ResolvedCatalog catalog, String adopted) {
        return with(session -> Applied.apply(
                session,
                planner.plan(provisioner().desired(catalog), session.observe(), Set.of(adopted))
                        .changes()));
    }

    private <T> T with(Function<Session<ComposeProject>, T> work) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return work.apply(session);
        }
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), lab.context());
    }
}
