// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.dsl.ServiceBuilder;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import java.io.IOException;
import java.nio.file.Files;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would make {@code docker compose up} fail, or do what nobody wants, is in the plan: names that are taken and mounts that are missing. */
class ForeseenTest {

    @TempDir
    Path folder;

    private final List<List<String>> commands = new ArrayList<>();
    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
        lab.host.listen(command -> commands.add(command.argv()));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aDefaultNameThatAContainerOfAnotherProjectHasIsTold() {
        lab.host.docker().runByHand("blog", "app", "blog:1", 8096);
        rename("blog-app-1", "films-server-1");

        assertThat(problems(films(server -> {}))).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("container name taken on host");
            assertThat(problem.detail())
                    .contains("\"films\"", "\"films-server-1\"", "the Compose project \"blog\"", "image \"blog:1\"");
            assertThat(problem.fix()).contains("docker rename films-server-1 films-server-1-old");
        });
    }

    @Test
    void anExplicitNameOfAStoppedContainerIsTaken() {
        lab.host.docker().runByHand("", "app", "blog:1", 8096);
        rename("-app-1", "cinema");
        lab.host.docker().stopByHand("cinema");

        assertThat(problems(films(service -> service.container("server", "films:1", c -> c.containerName("cinema")))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail()).contains("\"cinema\"", "started without Compose"));
    }

    @Test
    void aNameOfOurOwnProjectIsFreeForItAndTakenForAnother() {
        apply(films(service -> service.container("server", "films:1", c -> c.containerName("cinema"))));

        assertThat(problems(films(service -> service.container("server", "films:2", c -> c.containerName("cinema")))))
                .isEmpty();
        assertThat(problems(Dsl.service(
                        "music", "nas", service -> service.container("server", "m:1", c -> c.containerName("cinema")))))
                .as("the service that has it goes in the same run")
                .isEmpty();
    }

    @Test
    void aMissingFolderIsAWarningWithTheCommandThatCreatesIt() {
        Service films = films(service -> service.container(
                "server", "films:1", c -> c.volume("/srv/films:/films").volume("/srv/music:/music:ro")));

        assertThat(problems(films)).isEmpty();
        assertThat(warnings(films)).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("mounted folder not on host");
            assertThat(problem.where().render()).contains("nas");
            assertThat(problem.detail()).contains("no \"/srv/films\" and no \"/srv/music\"", "owned by root");
            assertThat(problem.fix()).endsWith("sudo install -d -o 1000 -g 1000 /srv/films /srv/music");
        });
        assertThat(Files.exists(lab.host.place("/srv/films"))).isFalse();

        apply(films);
        assertThat(Files.isDirectory(lab.host.place("/srv/films")))
                .as("as Docker does")
                .isTrue();
    }

    @Test
    void aFolderThatAnotherServiceCreatesInTheSameRunIsNotMissing() {
        Service films = films(service -> service.folder("/srv/media", folder -> {})
                .container("server", "films:1", c -> c.volume("/srv/media:/films")));
        Service music = Dsl.service(
                "music", "nas", service -> service.container("server", "m:1", c -> c.volume("/srv/media:/music")));

        assertThat(warnings(films, music)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/opt/films/films.conf", "/etc/machine-id", "/srv/a b/x.yaml", "/run/other.sock", "/srv/it's.txt"
            })
    void aMissingFileIsRefused(String path) throws IOException {
        Files.deleteIfExists(lab.host.place(path));
        Service films = films(service -> service.container("server", "films:1", c -> c.volume(path + ":/x:ro")));

        assertThat(problems(films)).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("mounted file not on host");
            assertThat(problem.detail()).contains(path, "a folder instead of a file");
        });
        assertThat(warnings(films)).isEmpty();

        lab.write(path, "");
        assertThat(problems(films)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/nginx/conf.d", "/srv/app-1.2", "/root/.config", "/srv/x"})
    void whatIsUsuallyAFolderIsAWarning(String path) {
        Service films = films(service -> service.container("server", "films:1", c -> c.volume(path + ":/x")));

        assertThat(problems(films)).isEmpty();
        assertThat(warnings(films)).hasSize(1);
    }

    @Test
    void foldersThatHomelabCreatesVolumesAndFilesOfTheDefinitionAreNotMissing() {
        Service films = films(service -> {
            service.folder("/srv/films", folder -> folder.owner("1000:1000"));
            service.container(
                    "server",
                    "films:1",
                    c -> c.volume("data:/data").volume("/srv/films:/films").file("films.conf", "/etc/films.conf"));
        });

        assertThat(problems(films)).isEmpty();
        assertThat(warnings(films)).isEmpty();
    }

    /** As GNU's {@code ls} of old and of now and BusyBox's say it. */
    @Test
    void onlyWhatTheHostSaysDoesNotExistIsMissing() {
        String errors = """
                ls: cannot access '/srv/a': No such file or directory
                ls: cannot access /srv/b: No such file or directory
                ls: /srv/c: No such file or directory
                ls: cannot access '/srv/d': Permission denied
                ls: cannot access '/srv/ef': No such file or directory
                """;

        assertThat(MissingMounts.missing(
                        errors, Set.of("/srv/a", "/srv/b", "/srv/c", "/srv/d", "/srv/e", "/srv/f", "/f", "/ef")))
                .containsExactly("/srv/a", "/srv/b", "/srv/c");
    }

    @Test
    void aRunWithoutChangesLooksForNoMount() {
        Service films = films(service -> service.container("server", "films:1", c -> c.volume("/srv/films:/films")));
        apply(films);
        commands.clear();

        assertThat(warnings(films)).isEmpty();
        assertThat(commands).isNotEmpty().noneMatch(argv -> argv.get(0).equals("ls"));
    }

    private static Service films(Consumer<ServiceBuilder> more) {
        return Dsl.service("films", "nas", service -> {
            service.container("server", "films:1", server -> {});
            more.accept(service);
        });
    }

    private void rename(String from, String to) {
        assertThat(lab.host.docker().run(List.of("docker", "rename", from, to)).exit())
                .isZero();
    }

    private List<Problem> problems(Service... services) {
        return look(true, services);
    }

    private List<Problem> warnings(Service... services) {
        return look(false, services);
    }

    private List<Problem> look(boolean problems, Service... services) {
        try (Session<ComposeProject> session = provisioner().open()) {
            List<Change<ComposeProject>> changes = new Planner("home")
                    .plan(desired(services), session.observe())
                    .changes();
            List<Problem> found = session.preflightChanges(changes);
            return problems ? found : session.warnings(changes);
        }
    }

    private void apply(Service service) {
        try (Session<ComposeProject> session = provisioner().open()) {
            assertThat(Applied.apply(
                            session,
                            new Planner("home")
                                    .plan(desired(service), session.observe())
                                    .changes()))
                    .allMatch(Outcome::succeeded);
        }
    }

    private List<Desired<ComposeProject>> desired(Service... services) {
        ResolvedCatalog catalog = Samples.catalog(lab.inventory(), Map.of(), services);
        Map<String, String> files = Map.of("films.conf", "a = b\n");
        return provisioner()
                .desired(new ResolvedCatalog(catalog.valid(), catalog.secrets(), Map.of(services[0].name(), files)));
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), lab.context());
    }
}
