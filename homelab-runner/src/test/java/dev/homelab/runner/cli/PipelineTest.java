// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.lab.Lab;
import dev.homelab.runner.LabHome;
import dev.homelab.runner.SecondPihole;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs of a pipeline, one command each, as a CI server runs them; on the lab. */
class PipelineTest {

    private static final List<String> STAGES = List.of("deploy", "sso", "route", "dns", "dashboard");

    private final StringWriter out = new StringWriter();
    private LabHome home;
    private Path handed;
    private int pipeline;

    @BeforeEach
    void oneServiceIsUp(@TempDir Path folder) {
        home = new LabHome(folder);
        handed = folder.resolve("handed");
        home.define("wiki", "wiki:1", 8002);
        begin();
        assertThat(push()).isZero();
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void stagesTogetherDoWhatOneRunDoes() throws IOException {
        assertThat(home.homelab().plan().isEmpty()).isTrue();
        assertThat(home.homelab().affected(LabHome.options())).isEmpty();
        assertThat(home.homelab().history()).hasSize(1).allSatisfy(run -> {
            assertThat(run.holder()).contains("pipeline 1");
            assertThat(run.ending()).isPresent();
        });
        assertThat(json("changes.json").at("/touched/0/causes/0/kind").asText()).isEqualTo("NEW");
        assertThat(json("terraform.json").path("create").asInt()).isEqualTo(4);
        assertThat(json("links.json").at("/Links/0/external_link/label").asText())
                .isEqualTo("wiki");
        assertThat(handed.resolve("environment.env"))
                .content()
                .startsWith("HOMELAB_URL=http://127.0.0.1:")
                .hasLineCount(1);
        assertThat(Files.readString(handed.resolve("verify.xml"))).contains("testsuite name=\"wiki\"");
        assertThat(home.apply().steps()).isEmpty();
    }

    @Test
    void eachStageDoesItsOwnPart() {
        home.define("photos", "photos:1", 8001);
        home.remove("wiki");
        begin();
        assertThat(job("plan", "--changed")).isZero();

        assertThat(job("apply", "--stage", "deploy", "--patience", "3")).isZero();
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsOnlyKeys("photos-server-1");
        assertThat(home.lab.pihole().hosts()).isEmpty(); // of what goes nothing is left anywhere
        assertThat(job("apply", "--stage", "sso")).isZero();
        assertThat(job("apply", "--stage", "route")).isZero();
        assertThat(home.lab.pihole().hosts()).isEmpty();
        assertThat(job("apply", "--stage", "dns")).isZero();
        assertThat(home.lab.pihole().hosts()).hasSize(1);
    }

    @Test
    void whatIsNotTouchedIsNotDeployed() {
        begin();
        int writes = home.lab.writes();

        assertThat(push()).isZero();

        assertThat(home.lab.writes() - writes).isZero();
        assertThat(out.toString()).contains("Nothing to do: the deploying job found nothing");
        assertThat(job("notify")).isZero();
        assertThat(out.toString()).contains("No notification sent");
        assertThat(home.lab.discord().messages()).isEmpty();
        assertThat(home.apply().ending()).isPresent(); // nobody keeps the homelab
    }

    @Test
    void whatFailsToComeUpGoesBackOnAllTargets() {
        Map<String, String> before = targets();
        home.define("photos", "photos:1", 8001).define("wiki", "wiki:2", 8002);
        home.lab.host(Lab.MEDIA).docker().images().unhealthyImage("wiki:2");
        begin();

        assertThat(push()).isEqualTo(1);
        assertThat(job("rollback")).isZero();
        assertThat(job("notify")).isZero();

        assertThat(targets()).isEqualTo(before);
        assertThat(message()).contains("failed and rolled back", "wiki");
        assertThat(home.homelab().affected(LabHome.options())).hasSize(2);
        home.lab.host(Lab.MEDIA).docker().images().recover();
        begin();
        assertThat(push()).isZero();
        assertThat(home.homelab().affected(LabHome.options())).isEmpty();
    }

    @Test
    void whatIsFoundWellStaysWhenAnotherGoesBack() {
        home.define("photos", "photos:1", 8001).write("media/wiki.yaml", """
                        name: wiki
                        host: docker-media
                        containers: {server: {image: "wiki:2", ports: ["8002:80"], volumes: ["data:/data"]}}
                        routes: [{hostname: wiki.home.arpa, container: server, port: 80}]
                        verify: [{path: /, status: 418}]
                        widget: {group: Media}
                        """);
        begin();

        assertThat(push()).isEqualTo(1);
        assertThat(job("rollback")).isZero();
        assertThat(job("notify")).isZero();

        assertThat(home.homelab().affected(LabHome.options()).keySet())
                .extracting(Object::toString)
                .containsExactly("wiki");
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsKeys("photos-server-1", "wiki-server-1");
        assertThat(message()).contains("photos", "verified", "wiki", "418");
        assertThat(home.homelab().history().get(1).verified())
                .extracting(Object::toString)
                .containsExactly("photos");
    }

    @Test
    void aTargetThatIsAwayKeepsNothingElseFromGoingBack() {
        Map<String, String> before = targets();
        home.define("photos", "photos:1", 8001);
        begin();
        job("plan", "--changed");
        job("apply", "--stage", "deploy");
        job("apply", "--stage", "route");
        home.lab.pihole().faults().goDown();
        assertThat(job("apply", "--stage", "dns")).isEqualTo(1);

        assertThat(job("rollback")).isEqualTo(6);
        assertThat(job("notify")).isZero();

        assertThat(message()).contains("rollback incomplete", "target not reachable");
        home.lab.pihole().faults().recover();
        assertThat(targets()).isEqualTo(before);
        assertThat(home.apply().ending()).isPresent();
    }

    @Test
    void aRollbackThatHasNothingToPutBackDoesNothing() {
        begin();
        assertThat(job("rollback")).isZero();
        assertThat(job("plan", "--changed")).isZero();
        assertThat(job("rollback")).isZero();
        assertThat(out.toString()).contains("Nothing to roll back");
    }

    @Test
    void whileItGoesOnNobodyElseGetsIn() {
        home.define("photos", "photos:1", 8001);
        begin();
        job("plan", "--changed");
        assertThat(job("apply", "--stage", "deploy")).isZero();

        assertThat(run("apply", "--holder", "pipeline 99")).isEqualTo(4);
        assertThat(job("apply", "--stage", "dns")).isZero();
    }

    @Test
    void aStageIsHeldToThePlan() {
        home.define("photos", "photos:1", 8001);
        begin();
        job("plan", "--changed");
        assertThat(job("apply", "--stage", "deploy")).isZero();
        home.define("photos", "photos:2", 8001);

        assertThat(job("apply", "--stage", "sso")).isEqualTo(4);
        assertThat(out.toString()).contains("plan is stale");
    }

    @Test
    void aRetriedJobRepeatsNothing() {
        home.define("photos", "photos:1", 8001);
        begin();
        job("plan", "--changed");
        job("apply", "--stage", "deploy");
        job("apply", "--stage", "sso");
        job("apply", "--stage", "route");
        Map<String, String> before = targets();

        assertThat(job("apply", "--stage", "route")).isZero();
        assertThat(job("apply", "--stage", "deploy")).isZero();

        assertThat(targets()).isEqualTo(before);
        assertThat(job("apply", "--stage", "dns")).isZero();
        assertThat(job("apply", "--stage", "dashboard")).isZero();
        assertThat(job("verify")).isZero();
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void withoutAPlanNothingIsDeployed() {
        begin();

        assertThat(job("apply", "--stage", "deploy")).isEqualTo(1);

        assertThat(out.toString()).contains("run directory not usable");
    }

    /** All jobs up to the first that fails. */
    @Test
    void aSecondPiholeThatIsAwayKeepsNoJobFromGoingOn() {
        try (SecondPihole second = new SecondPihole(home)) {
            begin();
            second.pihole.faults().goDown();
            home.define("photos", "photos:1", 8001);

            assertThat(push()).isZero();
            assertThat(job("notify")).isZero();

            assertThat(home.lab.pihole().hosts()).hasSize(2);
            assertThat(out.toString()).contains("target out of sync", "Changes are pending.");
            assertThat(message()).contains("changes are pending");
            assertThat(home.homelab().history()).allMatch(run -> run.ending().isPresent());

            second.pihole.faults().recover();
            begin();
            assertThat(push()).isZero();
            assertThat(second.pihole.snapshot()).isEqualTo(home.lab.pihole().snapshot());
            assertThat(home.homelab().affected(LabHome.options())).isEmpty();
        }
    }

    @Test
    void aSecondPiholeThatDiesBetweenTwoJobsIsLeftBehindByTheRest() {
        try (SecondPihole second = new SecondPihole(home)) {
            begin();
            home.define("photos", "photos:1", 8001);
            job("detect");
            job("plan", "--changed");
            assertThat(job("apply", "--stage", "deploy")).isZero();
            second.pihole.faults().goDown();

            for (String stage : STAGES.subList(1, STAGES.size())) {
                assertThat(job("apply", "--stage", stage)).isZero();
            }
            assertThat(job("verify", "--patience", "2")).isZero();

            assertThat(home.lab.pihole().hosts()).hasSize(2);
            second.pihole.faults().recover();
            begin();
            assertThat(push()).isZero();
            assertThat(second.pihole.hosts()).anyMatch(line -> line.contains("photos"));
        }
    }

    private int push() {
        int code = job("detect");
        code = code == 0 ? job("validate") : code;
        code = code == 0 ? job("plan", "--changed") : code;
        for (String stage : STAGES) {
            code = code == 0 ? job("apply", "--stage", stage) : code;
        }
        return code == 0 ? job("verify", "--patience", "2") : code;
    }

    /** A pipeline of its own, with a folder of its own. */
    private void begin() {
        pipeline++;
        handed = handed.resolveSibling("handed" + pipeline);
    }

    private Map<String, String> targets() {
        Map<String, String> all = home.lab.snapshot();
        all.keySet().removeIf(name -> name.contains("/var/lib/homelab") || name.contains("discord"));
        return all;
    }

    private String message() {
        return String.join("\n", home.lab.discord().snapshot().values());
    }

    private JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(handed.resolve(file).toFile());
    }

    private int job(String command, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--run", handed.toString()));
        if (command.matches("apply|verify|rollback")) {
            all.addAll(List.of("--holder", "pipeline " + pipeline));
        }
        return run(command, all.toArray(String[]::new));
    }

    private int run(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--services",
                home.services.toString(),
                "--inventory",
                home.lab.inventory().toString()));
        arguments.addAll(List.of(options));
        PrintWriter printer = new PrintWriter(out, true);
        return Main.run(home.environment(), printer, printer, arguments.toArray(String[]::new));
    }
}
