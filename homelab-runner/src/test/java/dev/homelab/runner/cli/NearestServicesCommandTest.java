// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.runner.LabHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearestServicesCommandTest {

    @TempDir
    private Path top;

    @Test
    void inAnEmptyFolderOneProblemLeadsToInit() throws IOException {
        for (String command : new String[] {"validate", "plan", "apply"}) {
            ProgramProcess run = ProgramProcess.run(top, Map.of(), command);

            assertThat(run.exit()).isEqualTo(3);
            assertThat(run.out()).contains("error: no definitions here", "  homelab init", "1 problem.");
        }
    }

    @Test
    void aRunFromAFolderBelowKeepsItsRecordWhereTheDefinitionsAre() throws IOException {
        try (LabHome home = new LabHome(top)) {
            home.define("photos", "photos:1", 8001);
            Files.writeString(
                    home.services.resolve("inventory.yaml"),
                    Files.readString(home.lab.inventory()).replaceAll("(?m)^record: .*$", "record: past"));

            ProgramProcess run = ProgramProcess.run(
                    Files.createDirectories(home.services.resolve("media/photos")), home.environment(), "apply");

            assertThat(run.exit()).as(run.out()).isZero();
            assertThat(home.services.resolveSibling("past")).isDirectory();
        }
    }
}
