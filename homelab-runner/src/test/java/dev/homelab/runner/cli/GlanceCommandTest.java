// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.problem.Remedy;
import dev.homelab.runner.LabHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a dashboard comes to include our tiles. */
class GlanceCommandTest {

    private static final int PENDING = 2;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private LabHome home;
    private Path main;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        home = new LabHome(folder);
        home.define("films", "films:1", 8096);
        main = home.lab.host("docker-lxc-glance").place("/opt/glance/config/glance.yml");
        Files.writeString(main, Files.readString(main).replaceFirst("(?m)^.*\\$include.*\\R", ""));
        Files.delete(main.resolveSibling("homelab-home.yml"));
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void theLineIsShownThenWrittenAndThenThere() throws IOException {
        String before = Files.readString(main);
        assertThat(home.apply().problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.remedies()).containsExactly(Remedy.of(Remedy.Kind.INCLUDE_TILES)));

        assertThat(init()).isEqualTo(PENDING);
        assertThat(out.toString())
                .contains(
                        "column 1 of page \"Home\"", "+          - $include: homelab-home.yml", "Nothing was written");
        assertThat(main).hasContent(before);

        assertThat(init("--yes")).isZero();
        assertThat(out.toString()).endsWith("Written.\n");
        assertThat(Files.readString(main)).isEqualTo(before + "          - $include: homelab-home.yml\n");
        assertThat(home.apply().ending().orElseThrow().exitCode()).isZero();
        assertThat(init()).isZero();
        assertThat(out.toString()).contains("the line is there").endsWith("Nothing to do.\n");
    }

    @Test
    void aPlaceThatNobodyKnowsIsToldAndNothingIsWritten() throws IOException {
        Files.writeString(main, "pages: [{name: Home, columns: [{size: full, widgets: [{type: clock}]}]}]\n");

        assertThat(init("--yes")).isEqualTo(PENDING);
        assertThat(out.toString()).contains("no plain list", "  - $include: homelab-home.yml", "for a person");
        assertThat(main).content().doesNotContain("include");
    }

    @Test
    void programsReadIt() {
        assertThat(init("--json")).isEqualTo(PENDING);
        assertThat(out.toString())
                .startsWith("{")
                .contains("\"line\" : \"- $include: homelab-home.yml\"", "\"isThere\" : false", "\"lineNumber\" : ");
        assertThat(init("--json", "--yes")).isZero();
        assertThat(out.toString()).contains("\"isThere\" : true");
    }

    private int init(String... options) {
        List<String> arguments = new ArrayList<>(List.of("glance", "init"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of(
                "--services",
                home.services.toString(),
                "--inventory",
                home.lab.inventory().toString()));
        return Main.run(
                home.environment(), new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    }
}
