// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.report.Ending;
import dev.homelab.runner.LabHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which definitions get lost, and that none of them takes anything down. */
@Tag("proof")
class BrakeTest {

    private static final int SERVICES = 50;

    private final StringWriter err = new StringWriter();

    @Test
    void definitionsThatAreLostTakeNothingDown(@TempDir Path folder) throws IOException {
        try (LabHome home = new LabHome(folder)) {
            for (int i = 0; i < SERVICES; i++) {
                define(home, i);
            }
            assertThat(home.apply().ending()).contains(Ending.DONE);
            int writes = home.lab.writes();

            Path moved = Files.move(home.services, folder.resolve("services-old"));
            assertThat(apply(home)).isEqualTo(Ending.INVALID.exitCode());
            assertThat(err.toString()).contains("services\" cannot be read: it is not there.", "Fix: ");

            Files.createDirectories(home.services);
            assertThat(apply(home)).isEqualTo(Ending.REFUSED.exitCode());
            assertThat(err.toString()).contains("catalog is empty", "150 deletions", "Fix: check the folder");

            Files.delete(home.services);
            Files.move(moved, home.services);
            home.write("media/app7.yaml", "name: app7\nhost: [\n");
            assertThat(apply(home)).isEqualTo(Ending.INVALID.exitCode());
            assertThat(err.toString()).contains("app7.yaml:", "Fix: ");

            for (int i = 0; i < SERVICES / 2; i++) {
                home.remove("app" + i);
            }
            assertThat(apply(home)).isEqualTo(Ending.REFUSED.exitCode());
            assertThat(err.toString())
                    .contains("too many deletions", "75 of the 150 resources", "app0, app1", "--yes-delete 75");

            int more = home.lab.writes() - writes;
            assertThat(more).isZero();
            Files.writeString(
                    Files.createDirectories(Path.of("target/proofs")).resolve("brake.txt"),
                    "services up: %d, ways to lose definitions: 4, of which stopped: 4 (exit codes 3, 4, 3, 4), writes: %d%n"
                            .formatted(SERVICES, more));
        }
    }

    private int apply(LabHome home) {
        err.getBuffer().setLength(0);
        return Main.run(
                home.environment(),
                new PrintWriter(new StringWriter()),
                new PrintWriter(err),
                "apply",
                "--services",
                home.services.toString(),
                "--inventory",
                home.lab.inventory().toString());
    }

    private static void define(LabHome home, int number) {
        home.write("media/app%d.yaml".formatted(number), """
                name: app%1$d
                host: %3$s
                containers:
                  server: {image: "app:1", ports: ["%2$d:80"]}
                routes: [{hostname: app%1$d.home.arpa, container: server, port: 80}]
                """.formatted(
                        number, 9000 + number, number % 2 == 0 ? Lab.MEDIA : "docker-core-utils"));
    }
}
