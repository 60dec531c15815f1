// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.compose.image.RunningImage;
import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.host.HostSnapshot;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Change;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.provision.json.ChangeJson;
import java.nio.file.Path;
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

class ImagesTest {

    private static final Set<ServiceName> FILMS = Set.of(ServiceName.of("films"));

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
    void theVeryImageIsRememberedAndSurvivesTheJournal() {
        apply(plan(films("films:1")));

        Change<ComposeProject> change = plan(films("films:2")).changes().get(0);
        ChangeJson<ComposeProject> json = new ChangeJson<>(ComposeProject.class);

        assertThat(images(change))
                .isNotEmpty()
                .isEqualTo(images(json.read(json.write(change)).orElseThrow()));
        assertThat(images(change)).hasEntrySatisfying("server", image -> {
            assertThat(image.id()).startsWith("sha256:");
            assertThat(image.digests()).singleElement().asString().startsWith("films@sha256:");
        });
    }

    @Test
    void anotherImageUnderTheSameTagIsNoDifferenceUntilSomebodyAsks() {
        apply(plan(films("films:1")));
        lab.host.docker().store().moveTag("films:1");

        assertThat(plan(films("films:1")).isEmpty()).isTrue();
        assertThat(refreshing(session -> planner.plan(desired("films:1"), session.observe()))
                        .changes())
                .singleElement()
                .satisfies(change -> assertThat(
                                change.before().orElseThrow().resource().outdated())
                        .containsExactly("films:1"));
    }

    @Test
    void askingWritesNothingAndPullsNothing() {
        apply(plan(films("films:1")));
        lab.host.docker().store().moveTag("films:1");
        HostSnapshot before = lab.host.snapshot("/opt/stacks");
        List<String> commands = commands();
        int lines = lab.host.commandLines();

        refreshing(Session::observe);

        assertThat(lab.host.snapshot("/opt/stacks")).isEqualTo(before);
        assertThat(lab.host.commandLines()).isEqualTo(lines + 2); // the look, and the registries
        assertThat(commands).last().asString().contains("config --resolve-image-digests");
    }

    @Test
    void whatIsRefreshedRunsWhatTheTagMeansAndNothingIsLeftToDo() {
        apply(plan(films("films:1")));
        String before = running();
        lab.host.docker().store().moveTag("films:1");

        refreshing(session -> {
            Applied.apply(
                    session, planner.plan(desired("films:1"), session.observe()).changes());
            assertThat(planner.plan(desired("films:1"), session.observe()).isEmpty())
                    .isTrue();
            return Optional.empty();
        });

        assertThat(running()).isNotEqualTo(before);
        assertThat(refreshing(session -> planner.plan(desired("films:1"), session.observe()))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aRefreshThatFailsGoesBackToTheImageThatRan() {
        apply(plan(films("films:1")));
        HostSnapshot before = lab.host.snapshot("/opt/stacks");
        lab.host.docker().store().moveTag("films:1");
        lab.host.docker().images().unhealthyImage("films:1#2");

        refreshing(session -> {
            Plan<ComposeProject> plan = planner.plan(desired("films:1"), session.observe());
            assertThat(Applied.apply(session, plan.changes())).noneMatch(Outcome::succeeded);
            Applied.apply(
                    session, planner.restore(plan, FILMS, session.observe()).changes());
            assertThat(planner.restore(plan, FILMS, session.observe()).isEmpty())
                    .isTrue();
            return Optional.empty();
        });

        assertThat(lab.host.snapshot("/opt/stacks")).isEqualTo(before);
    }

    @Test
    void aRunThatAsksNobodyBringsTheEarlierImageBackTooAndPullsNothing() {
        apply(plan(films("films:1")));
        HostSnapshot before = lab.host.snapshot("/opt/stacks");
        Plan<ComposeProject> plan = plan(films("films:2"));
        apply(plan);
        lab.host.docker().store().moveTag("films:1");
        lab.host.docker().run(List.of("docker", "pull", "films:1"));
        List<String> commands = commands();

        apply(planner.restore(plan, FILMS, observe()));

        assertThat(lab.host.snapshot("/opt/stacks")).isEqualTo(before);
        assertThat(commands)
                .anyMatch(command -> command.startsWith("docker tag sha256:") && command.endsWith(" films:1"))
                .noneMatch(command -> command.contains(" pull "));
    }

    @Test
    void anImageThatWasRemovedMeanwhileIsAskedForByItsDigest() {
        apply(plan(films("films:1")));
        HostSnapshot before = lab.host.snapshot("/opt/stacks");
        Plan<ComposeProject> plan = plan(films("films:2"));
        apply(plan);
        lab.host.docker().store().moveTag("films:1");
        lab.host.docker().run(List.of("docker", "pull", "films:1"));
        lab.host.docker().pruneImages();

        assertThat(apply(planner.restore(plan, FILMS, observe()))).allMatch(Outcome::succeeded);

        assertThat(lab.host.snapshot("/opt/stacks")).isEqualTo(before);
    }

    @Test
    void anImageThatIsNowhereAnyMoreIsTold() {
        lab.host.docker().store().build("films:1");
        apply(plan(films("films:1")));
        Plan<ComposeProject> plan = plan(films("films:2"));
        apply(plan);
        lab.host.docker().run(List.of("docker", "tag", "films:2", "films:1"));
        lab.host.docker().pruneImages();

        assertThat(apply(planner.restore(plan, FILMS, observe())))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.problems())
                        .singleElement()
                        .extracting("summary")
                        .isEqualTo("earlier image is gone"));
    }

    @Test
    void anImageThatWasBuiltThereIsNotAskedFor() {
        lab.host.docker().store().build("films:1");
        apply(plan(films("films:1")));
        List<String> commands = commands();

        assertThat(refreshing(session -> planner.plan(desired("films:1"), session.observe()))
                        .isEmpty())
                .isTrue();
        assertThat(commands).noneMatch(command -> command.contains("--resolve-image-digests"));
    }

    @Test
    void everyTagThatNoRegistryTellsIsNamed() {
        apply(plan(catalog(service("films", "films:1"), service("music", "music:1"), service("photos", "photos:1"))));
        lab.host.docker().images().unknownImage("films");
        lab.host.docker().images().unknownImage("music");

        assertThatThrownBy(() -> refreshing(Session::observe))
                .hasMessageContaining("\"films:1\"")
                .hasMessageContaining("\"music:1\"")
                .hasMessageContaining("manifest unknown")
                .hasMessageNotContaining("\"photos:1\"");
    }

    private static Map<String, RunningImage> images(Change<ComposeProject> change) {
        return change.before().orElseThrow().resource().images();
    }

    private List<String> commands() {
        List<String> commands = new ArrayList<>();
        lab.host.listen(command -> commands.add(String.join(" ", command.argv())));
        return commands;
    }

    private String running() {
        return lab.host.docker().containers().toString();
    }

    private ResolvedCatalog films(String image) {
        return catalog(service("films", image));
    }

    private ResolvedCatalog catalog(Service... services) {
        return Samples.catalog(lab.inventory(), Map.of(), services);
    }

    private static Service service(String name, String image) {
        return Dsl.service(
                name,
                "nas",
                service -> service.container(
                        "server", image, server -> server.healthcheck(check -> check.command("true"))));
    }

    private List<Desired<ComposeProject>> desired(String image) {
        return provisioner(lab.context()).desired(films(image));
    }

    private static ComposeProvisioner provisioner(AdapterContext context) {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), context);
    }

    private <T> T refreshing(Function<Session<ComposeProject>, T> work) {
        try (Session<ComposeProject> session =
                provisioner(lab.refreshingImages()).open()) {
            return work.apply(session);
        }
    }

    private List<Observed<ComposeProject>> observe() {
        try (Session<ComposeProject> session = provisioner(lab.context()).open()) {
            return session.observe();
        }
    }

    private Plan<ComposeProject> plan(ResolvedCatalog catalog) {
        return planner.plan(provisioner(lab.context()).desired(catalog), observe());
    }

    private List<Outcome<ComposeProject>> apply(Plan<ComposeProject> plan) {
        try (Session<ComposeProject> session = provisioner(lab.context()).open()) {
            return Applied.apply(session, plan.changes());
        }
    }
}
