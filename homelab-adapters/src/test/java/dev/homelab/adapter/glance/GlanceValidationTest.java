// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.glance.page.Tile;
import dev.homelab.adapter.support.http.Delay;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.glance.FakeGlance;
import dev.homelab.lab.glance.GlanceCommand;
import dev.homelab.model.Service;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Glance itself is asked before files are swapped, and after. */
class GlanceValidationTest {

    private static final String VALIDATE =
            "docker exec glance /app/glance --config /app/config/glance.yml config:validate";
    private static final String FILE = "/opt/glance/homelab-home.yml";
    private static final String MAIN = "/opt/glance/glance.yml";

    @TempDir
    Path folder;

    private TestLab lab;
    private final List<List<String>> asked = new ArrayList<>();

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
        FakeGlance.writeInitial(lab.host.place("/opt/glance"));
        lab.host.listen(command -> asked.add(command.argv()));
        lab.host.install(
                "glance /app/glance",
                new GlanceCommand(
                        path -> lab.host.place(path.replace("/app/config", "/opt/glance")), Map.of("TOKEN", "a")));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void glanceIsAskedAboutCopiesThatAreGoneAfterwards() {
        assertThat(apply(VALIDATE)).allMatch(Outcome::succeeded);

        assertThat(asked)
                .singleElement()
                .satisfies(argv -> assertThat(String.join(" ", argv))
                        .isEqualTo(VALIDATE.replace("glance.yml", "glance.homelab-candidate.yml")));
        assertThat(files()).containsExactly("glance.yml", "homelab-home.yml");
        assertThat(lab.read(FILE)).contains("FILMS");
    }

    @Test
    void whatGlanceDoesNotTakeIsNotSwappedInAndItsWordsAreTold() {
        String theirs = """
                # Managed by homelab for home/dashboard. Do not edit: the next run writes it again.
                - type: clok
                """;
        lab.write(FILE, theirs);

        assertThat(apply(VALIDATE))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.problems())
                        .singleElement()
                        .satisfies(problem -> {
                            assertThat(problem.summary()).isEqualTo("dashboard refuses the file");
                            assertThat(problem.detail())
                                    .contains("said: Config file is invalid: unknown widget type: clok. Nothing was");
                        }));
        assertThat(lab.read(FILE)).isEqualTo(theirs);
        assertThat(files()).containsExactly("glance.yml", "homelab-home.yml");
    }

    @Test
    void aMistakeInAPersonsOwnFileIsFoundBeforeATileIsWritten() {
        lab.write("/opt/glance/media.yml", "- type: wether\n- $include: homelab-home.yml\n");
        lab.write(MAIN, lab.read(MAIN).replace("homelab-home.yml", "./media.yml"));
        String before = lab.read(FILE);

        assertThat(apply(VALIDATE)).noneMatch(Outcome::succeeded);
        assertThat(lab.read(FILE)).isEqualTo(before);

        lab.write("/opt/glance/media.yml", "- type: weather\n- $include: homelab-home.yml\n");
        assertThat(apply(VALIDATE)).allMatch(Outcome::succeeded);
        assertThat(files()).containsExactly("glance.yml", "homelab-home.yml", "media.yml");
    }

    @Test
    void pagesWhoseFilesAreStillMissingDoNotStandInEachOthersWay() throws IOException {
        lab.write(MAIN, lab.read(MAIN) + "          - $include: homelab-family.yml\n");
        Files.delete(lab.host.place(FILE));

        assertThat(apply(VALIDATE)).allMatch(Outcome::succeeded);
    }

    @Test
    void whatAKilledRunLeftGoesWithTheNext() {
        lab.write("/opt/glance/homelab-old.homelab-candidate.yml", "left: behind\n");

        assertThat(apply(VALIDATE)).allMatch(Outcome::succeeded);
        assertThat(files()).containsExactly("glance.yml", "homelab-home.yml");
    }

    @Test
    void aCopyIsNotEasierToReadThanWhatItIsOf() throws IOException {
        Files.setPosixFilePermissions(lab.host.place(MAIN), PosixFilePermissions.fromString("rw-------"));
        List<String> modes = new ArrayList<>();
        lab.host.install("/usr/local/bin/glance", words -> {
            modes.add(mode(words.get(1)));
            return new GlanceCommand(lab.host::place, Map.of()).apply(words);
        });

        assertThat(apply("/usr/local/bin/glance --config /opt/glance/glance.yml config:validate"))
                .allMatch(Outcome::succeeded);
        assertThat(modes).containsExactly("rw-------");
    }

    @Test
    void aGlanceThatCannotBeAskedKeepsNoTileFromBeingWritten() {
        assertThat(apply(VALIDATE.replace("exec glance", "exec another"))).allMatch(Outcome::succeeded);

        assertThat(files()).containsExactly("glance.yml", "homelab-home.yml");
        assertThat(lab.read(FILE)).contains("FILMS");
    }

    @Test
    void aGlanceThatDoesNotComeBackGetsItsFilesBack() {
        String before = lab.read(FILE);
        try (FakeGlance glance = new FakeGlance(lab.host.place("/opt/glance"), Map.of())) {
            glance.listen(exchange -> glance.faults().goDown());

            assertThat(apply(Optional.of(glance.uri()), Optional.empty(), length -> true))
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.problems())
                            .extracting(Problem::summary)
                            .containsExactly("dashboard does not come back"));
            assertThat(lab.read(FILE)).isEqualTo(before);
        }
    }

    @Test
    void aGlanceThatComesBackLaterIsWaitedFor() {
        try (FakeGlance glance = new FakeGlance(lab.host.place("/opt/glance"), Map.of())) {
            List<Integer> pauses = new ArrayList<>();
            glance.listen(exchange -> glance.faults().goDown());
            Delay slow = length -> {
                pauses.add(1);
                if (pauses.size() == 3) {
                    glance.faults().recover();
                }
                return true;
            };

            assertThat(apply(Optional.of(glance.uri()), Optional.empty(), slow)).allMatch(Outcome::succeeded);
            assertThat(pauses).hasSize(3);
        }
    }

    private List<Outcome<Tile>> apply(String validate) {
        return apply(Optional.empty(), Optional.of(validate), length -> true);
    }

    private List<Outcome<Tile>> apply(Optional<URI> url, Optional<String> validate, Delay pause) {
        GlanceProvisioner provisioner = new GlanceProvisioner(
                "dashboard", new GlanceSettings("nas", "/opt/glance", url, validate), lab.context(), pause);
        Service films = Samples.service("films", "nas", "films:1", 8096, "films.home.arpa");
        try (Session<Tile> session = provisioner.open()) {
            return session.apply(new Batch<>(new Planner("home")
                    .plan(provisioner.desired(Samples.catalog(lab.inventory(), Map.of(), films)), session.observe())
                    .changes()));
        }
    }

    private List<String> files() {
        String[] names = lab.host.place("/opt/glance").toFile().list();
        return names == null ? List.of() : List.of(names).stream().sorted().toList();
    }

    private String mode(String path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(lab.host.place(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
