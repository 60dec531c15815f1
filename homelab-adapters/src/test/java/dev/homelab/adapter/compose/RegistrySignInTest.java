// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.inventory.RegistryAccess;
import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrySignInTest {

    private static final String REGISTRY = "ghcr.io";
    private static final String PASSWORD = "correct-horse";
    private static final String FILMS = "ghcr.io/own/films:1";
    private static final String CONFIG = "/home/lab/.docker/config.json";

    @TempDir
    Path folder;

    private final List<String> commands = new ArrayList<>();
    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
        lab.host.docker().store().doors().ask(REGISTRY, "me", PASSWORD);
        lab.host.listen(command -> commands.add(String.join(" ", command.argv()) + command.output()));
        lab.environment.put("GHCR_TOKEN", PASSWORD);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void aRegistryThatRefusesIsToldWithTheKeyForIt() {
        assertThat(problems(apply(FILMS))).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("registry refused");
            assertThat(problem.detail()).contains("no basic auth credentials");
            assertThat(problem.fix())
                    .containsSubsequence(
                            "registries: {ghcr.io: {user: NAME, password: env:GHCR_IO_TOKEN}}", "docker login ghcr.io");
        });
    }

    @Test
    void aSignInIsLentToOneCommandAndNothingOfItIsLeft() {
        signIn();

        assertThat(apply(FILMS)).allMatch(Outcome::succeeded);

        assertThat(commands)
                .filteredOn(command -> command.startsWith("env DOCKER_CONFIG="))
                .singleElement()
                .asString()
                .contains(" up ");
        assertThat(names("/opt/stacks")).containsExactly("films");
        assertThat(Files.exists(lab.host.place("/home/lab"))).isFalse();
    }

    @Test
    void thePasswordStandsInNoCommandAndInNothingThatIsPrinted() {
        signIn();
        apply(FILMS);

        assertThat(commands).noneMatch(command -> command.contains(PASSWORD) || command.contains("Y29ycmVjdC1ob3JzZ"));
    }

    @Test
    void itGoesAwayWhenTheCommandFailsToo() {
        signIn();
        lab.host.docker().images().unhealthyImage(FILMS);

        assertThat(apply(FILMS)).noneMatch(Outcome::succeeded);

        assertThat(names("/opt/stacks")).containsExactly("films");
    }

    @Test
    void whatTheUserHasSignedInToByHandGoesOnWorking() {
        lab.host.docker().store().doors().ask("quay.io", "you", "their-own");
        String own =
                "{\n\t\"auths\": {\"quay.io\": {\"auth\": \"eW91OnRoZWlyLW93bg==\"}}, \"credHelpers\": {\"ghcr.io\": \"pass\"}\n}";
        lab.write(CONFIG, own);
        signIn();

        assertThat(apply(FILMS, "quay.io/own/sidecar:1")).allMatch(Outcome::succeeded);

        assertThat(lab.read(CONFIG)).isEqualTo(own);
        assertThat(names("/home/lab/.docker")).containsExactly("config.json");
    }

    @Test
    void aProgramThatKeepsTheUsersPasswordsIsNotAskedForOurs() {
        lab.write(CONFIG, "{\"credsStore\": \"secretservice\"}");
        signIn();

        assertThat(apply(FILMS)).allMatch(Outcome::succeeded);
    }

    @Test
    void dockerHubGoesByItsOwnName() {
        lab.host.docker().store().doors().ask("docker.io", "me", PASSWORD);
        lab.with("docker.io", new RegistryAccess("me", SecretRef.of("env:GHCR_TOKEN")));

        assertThat(apply("own/films:1")).allMatch(Outcome::succeeded);
    }

    @Test
    void nothingIsLentWhereNothingIsToBePulled() {
        signIn();
        apply(FILMS);
        commands.clear();

        assertThat(apply(FILMS, "tools:1")).allMatch(Outcome::succeeded);
        assertThat(commands).anyMatch(command -> command.startsWith("env DOCKER_CONFIG="));
        commands.clear();

        assertThat(apply(FILMS)).allMatch(Outcome::succeeded);
        assertThat(commands).isNotEmpty().noneMatch(command -> command.startsWith("env DOCKER_CONFIG="));
    }

    @Test
    void nothingIsLentForImagesOfOtherRegistries() {
        signIn();

        assertThat(apply("films:1")).allMatch(Outcome::succeeded);
        assertThat(commands)
                .noneMatch(command ->
                        command.startsWith("env DOCKER_CONFIG=") || command.startsWith("docker image inspect"));
    }

    @Test
    void whatATagMeansIsAskedWithTheSignIn() {
        signIn();
        apply(FILMS);
        lab.host.docker().store().moveTag(FILMS);

        assertThat(with(
                                lab.refreshingImages(),
                                session -> new Planner("home")
                                        .plan(provisioner(lab.context()).desired(catalog(FILMS)), session.observe()))
                        .changes())
                .hasSize(1);
        assertThat(names("/opt/stacks")).containsExactly("films");
    }

    @Test
    void aPasswordThatIsNotRightIsToldWithoutIt() {
        lab.environment.put("GHCR_TOKEN", "battery-staple");
        signIn();

        assertThat(problems(apply(FILMS))).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("registry refused");
            assertThat(problem.fix()).contains("\"registries.ghcr.io\" in the inventory");
            assertThat(problem.toString()).doesNotContain("battery-staple");
        });
    }

    @Test
    void aPasswordThatIsNowhereIsToldBeforeAnythingIsWritten() {
        lab.environment.clear();
        signIn();

        List<Problem> found = with(
                lab.context(),
                session -> session.preflight(provisioner(lab.context()).desired(catalog(FILMS))));

        assertThat(found).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("secret not found");
            assertThat(problem.detail()).contains("GHCR_TOKEN");
        });
    }

    @Test
    void anotherPasswordChangesNoService() {
        signIn();
        apply(FILMS);
        AdapterContext usual = lab.context();
        AdapterContext rotated = new AdapterContext(
                usual.inventory(), new Secrets(Map.of("GHCR_TOKEN", "new")), usual.key(), usual.hosts(), usual.http());

        assertThat(with(
                                rotated,
                                session -> new Planner("home")
                                        .plan(provisioner(rotated).desired(catalog(FILMS)), session.observe()))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void whatAKilledRunLeftIsRemovedByTheNextThatChangesSomething() {
        signIn();
        String dead = left("home", "CHANGE", 3600);
        String looking = left("home", "LOOK", 3600);
        String anothers = left("home-2", "CHANGE", 3600);

        with(lab.context(), Session::observe);
        assertThat(names("/opt/stacks")).contains(dead);

        apply("films:1");
        assertThat(names("/opt/stacks")).containsExactlyInAnyOrder(looking, anothers, "films");
    }

    @Test
    void whatALookLeftIsRemovedOnceItIsLongOver() {
        signIn();
        left("home", "LOOK", -60);
        String anothers = left("home-2", "LOOK", -60);

        apply("films:1");

        assertThat(names("/opt/stacks")).containsExactly(anothers, "films");
    }

    private void signIn() {
        lab.with(REGISTRY, new RegistryAccess("me", SecretRef.of("env:GHCR_TOKEN")));
    }

    private String left(String homelab, String use, long seconds) {
        String name = ".registries-%s-%s-%d-0a1b2c3d"
                .formatted(homelab, use, Instant.now().plusSeconds(seconds).getEpochSecond());
        lab.write("/opt/stacks/" + name + "/config.json", "{}");
        return name;
    }

    private List<String> names(String path) {
        try (Stream<Path> all = Files.list(lab.host.place(path))) {
            return all.map(one -> String.valueOf(one.getFileName())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Problem> problems(List<Outcome<ComposeProject>> outcomes) {
        return outcomes.stream().flatMap(outcome -> outcome.problems().stream()).toList();
    }

    private List<Outcome<ComposeProject>> apply(String... images) {
        return with(
                lab.context(),
                session -> Applied.apply(
                        session,
                        new Planner("home")
                                .plan(provisioner(lab.context()).desired(catalog(images)), session.observe())
                                .changes()));
    }

    private ResolvedCatalog catalog(String... images) {
        return Samples.catalog(lab.inventory(), Map.of(), Dsl.service("films", "nas", service -> {
            for (int i = 0; i < images.length; i++) {
                service.container(
                        "server" + i, images[i], server -> server.healthcheck(check -> check.command("true")));
            }
        }));
    }

    private static ComposeProvisioner provisioner(AdapterContext context) {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), context);
    }

    private interface Work<T> {
        T with(Session<ComposeProject> session);
    }

    private static <T> T with(AdapterContext context, Work<T> work) {
        try (Session<ComposeProject> session = provisioner(context).open()) {
            return work.with(session);
        }
    }
}
