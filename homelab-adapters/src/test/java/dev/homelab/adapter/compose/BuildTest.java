// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.host.HostSnapshot;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.container.Build;
import dev.homelab.model.dsl.BuildBuilder;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Evidence;
import dev.homelab.provision.Change;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.spi.BinaryText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildTest {

    private static final Map<String, String> APP = Map.of(
            "app/Dockerfile",
            "FROM base:1\nCOPY run.sh /run.sh\nRUN /run.sh\n",
            "app/run.sh",
            "#!/bin/sh\necho one\n",
            "app/deep/er/b.bin",
            BinaryText.of(new byte[] {0, 1, (byte) 0xff}),
            "app/" + Build.EXECUTABLES,
            "run.sh\n");

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
    void anImageIsBuiltOnTheHostFromWhatIsSent() throws IOException {
        assertThat(apply(films(APP))).hasSize(1).allMatch(Outcome::succeeded);

        assertThat(lab.host.docker().store().builds())
                .singleElement()
                .asString()
                .matches("localhost/films-server:[0-9a-f]{16}");
        assertThat(lab.read("/opt/stacks/films/compose.yaml"))
                .contains("image: " + lab.host.docker().store().builds().get(0))
                .containsPattern("context: /opt/stacks/films/files/[0-9a-f]{16}/app/context\n");
        Path context = context();
        assertThat(context.resolve("deep/er/b.bin")).hasBinaryContent(new byte[] {0, 1, (byte) 0xff});
        assertThat(context).isDirectoryNotContaining("glob:**/" + Build.EXECUTABLES);
        assertThat(plan(films(APP)).isEmpty()).isTrue();
    }

    @Test
    void nothingIsBuiltAgainWhereNothingChanged() {
        apply(films(APP));
        lab.host.docker().run(List.of("docker", "rm", "-f", "films-server-1"));

        assertThat(apply(films(APP))).hasSize(1).allMatch(Outcome::succeeded);

        assertThat(lab.host.docker().store().builds()).hasSize(1);
    }

    @Test
    void whateverGoesIntoTheImageChangesItsName() {
        Set<String> names = new java.util.TreeSet<>();
        names.add(image(films(APP)));
        names.add(image(films(with("app/run.sh", "#!/bin/sh\necho two\n"))));
        names.add(image(films(with("app/deep/er/b.bin", BinaryText.of(new byte[] {0, 1, 2})))));
        names.add(image(films(with("app/" + Build.EXECUTABLES, ""))));
        names.add(image(films(APP, build -> build.target("x"))));
        names.add(image(films(APP, build -> build.arg("A", "1"))));
        names.add(image(films(APP, build -> build.arg("A", "2"))));
        names.add(image(films(APP, build -> build.dockerfile("deep/er/b.bin"))));

        assertThat(names).hasSize(8);
        assertThat(image(films(APP))).isEqualTo(image(films(new TreeMap<>(APP))));
    }

    @Test
    void aBuildThatFailsChangesNothingAndShowsItsLastLines() {
        apply(films(APP));
        String built = lab.host.docker().store().builds().get(0);
        HostSnapshot containers = lab.host.snapshot("/opt/stacks/films/compose.yaml");
        lab.host
                .docker()
                .images()
                .cannotBeBuilt("localhost/films", "The command '/bin/sh -c /run.sh' returned a non-zero code: 3");

        List<Outcome<ComposeProject>> outcomes = apply(films(with("app/run.sh", "#!/bin/sh\nexit 3\n")));

        assertThat(outcomes).flatExtracting(Outcome::problems).singleElement().satisfies(problem -> {
            assertThat(problem.summary()).isEqualTo("image not built");
            assertThat(problem.detail()).contains("from \"app\"", "returned a non-zero code: 3");
            assertThat(problem.evidence())
                    .singleElement()
                    .extracting(Evidence::log)
                    .asString()
                    .contains("Step 3/3 : RUN /run.sh");
        });
        assertThat(lab.host.snapshot("/opt/stacks/films/compose.yaml")).isEqualTo(containers);
        assertThat(lab.host.docker().store().builds()).containsExactly(built);
        assertThat(lab.host
                        .docker()
                        .run(List.of("docker", "ps", "--format", "{{.Names}}"))
                        .out())
                .contains("films-server-1");
    }

    @Test
    void aDockerfileThatCopiesWhatIsNotSentFails() {
        assertThat(apply(films(with("app/Dockerfile", "FROM base:1\nCOPY missing /x\n"))))
                .flatExtracting(Outcome::problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail()).contains("file not found in build context"));
        assertThat(lab.host.docker().store().builds()).isEmpty();
    }

    /** The image of before is still there by its own name. */
    @Test
    void aRollbackRunsTheImageOfBefore() {
        apply(films(APP));
        Plan<ComposeProject> second = plan(films(with("app/run.sh", "#!/bin/sh\necho two\n")));
        apply(second);
        List<String> built = lab.host.docker().store().builds();

        rollBack(second);

        assertThat(running()).isEqualTo(built.get(0));
        assertThat(lab.host.docker().store().builds()).isEqualTo(built);
        assertThat(plan(films(APP)).isEmpty()).isTrue();
    }

    @Test
    void aGitRepositoryIsClonedByTheHost() {
        ResolvedCatalog catalog = catalog(
                Map.of(),
                more -> more.build(
                        "https://git.home.arpa/films.git#v1.2.0:docker",
                        build -> build.dockerfile("Film.Dockerfile").arg("COST", "5$")));

        List<String> commands = new ArrayList<>();
        lab.host.listen(command -> commands.add(String.join(" ", command.argv())));
        assertThat(apply(catalog)).hasSize(1).allMatch(Outcome::succeeded);

        assertThat(lab.read("/opt/stacks/films/compose.yaml"))
                .contains(
                        "context: https://git.home.arpa/films.git#v1.2.0:docker",
                        "dockerfile: Film.Dockerfile",
                        "COST: \"5$$\"");
        assertThat(commands)
                .anyMatch(line -> line.contains("docker build -t localhost/films-server:")
                        && line.contains("-f Film.Dockerfile --build-arg")
                        && line.contains("COST=5$"));
        assertThat(plan(catalog).isEmpty()).isTrue();
    }

    @Test
    void aPlanSaysWhatIsBuiltFromWhat() {
        Plan<ComposeProject> plan = plan(films(APP));

        assertThat(plan.changes())
                .singleElement()
                .satisfies(change -> assertThat(
                                change.after().orElseThrow().resource().summary())
                        .matches("localhost/films-server:[0-9a-f]{16} built from app"));
    }

    @Test
    void registriesAreNotAskedWhatAnImageMeansThatWasBuilt() {
        apply(films(APP));

        ComposeProvisioner refreshing = new ComposeProvisioner(settings(), lab.refreshingImages());
        try (Session<ComposeProject> session = refreshing.open()) {
            assertThat(planner.plan(refreshing.desired(films(APP)), session.observe())
                            .isEmpty())
                    .isTrue();
        }
    }

    private Path context() throws IOException {
        try (var all = Files.walk(lab.host.place("/opt/stacks/films/files"))) {
            return all.filter(path -> path.endsWith("context")).findFirst().orElseThrow();
        }
    }

    private String running() {
        return lab.host
                .docker()
                .run(List.of("docker", "ps", "--format", "{{.Image}}"))
                .out()
                .strip();
    }

    private String image(ResolvedCatalog catalog) {
        return provisioner()
                .desired(catalog)
                .get(0)
                .resource()
                .imageNames()
                .iterator()
                .next();
    }

    private static Map<String, String> with(String path, String text) {
        Map<String, String> files = new TreeMap<>(APP);
        files.put(path, text);
        return files;
    }

    private ResolvedCatalog films(Map<String, String> files) {
        return films(files, build -> {});
    }

    private ResolvedCatalog films(Map<String, String> files, Consumer<BuildBuilder> more) {
        return catalog(files, container -> container.build("app", more));
    }

    private ResolvedCatalog catalog(Map<String, String> files, Consumer<dev.homelab.model.dsl.ContainerBuilder> more) {
        ResolvedCatalog catalog = Samples.catalog(
                lab.inventory(), Map.of(), Dsl.service("films", "nas", films -> films.container("server", more)));
        return new ResolvedCatalog(catalog.valid(), catalog.secrets(), Map.of(ServiceName.of("films"), files));
    }

    private Plan<ComposeProject> plan(ResolvedCatalog catalog) {
        try (Session<ComposeProject> session = provisioner().open()) {
            return planner.plan(provisioner().desired(catalog), session.observe());
        }
    }

    private List<Outcome<ComposeProject>> apply(ResolvedCatalog catalog) {
        return apply(plan(catalog));
    }

    private List<Outcome<ComposeProject>> apply(Plan<ComposeProject> plan) {
        try (Session<ComposeProject> session = provisioner().open()) {
            session.observe();
            return Applied.apply(session, plan.changes());
        }
    }

    private void rollBack(Plan<ComposeProject> plan) {
        try (Session<ComposeProject> session = provisioner().open()) {
            List<Change<ComposeProject>> back = planner.restore(
                            plan, Set.of(ServiceName.of("films")), session.observe())
                    .changes();
            assertThat(Applied.apply(session, back)).allMatch(Outcome::succeeded);
        }
    }

    private static ComposeSettings settings() {
        return new ComposeSettings("nas", "/opt/stacks", Optional.empty());
    }

    private ComposeProvisioner provisioner() {
        return new ComposeProvisioner(settings(), lab.context());
    }
}
