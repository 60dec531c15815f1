// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.report.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes is what was changed, and nothing beside it. */
@Tag("proof")
class ScopeOfChangeTest {

    private static final int SERVICES = 10;

    @Test
    void onlyTheServiceThatWasChangedIsTouched(@TempDir Path folder) throws IOException {
        try (LabHome home = new LabHome(folder)) {
            for (int i = 0; i < SERVICES; i++) {
                define(home, i, "");
            }
            assertThat(home.apply().ending()).contains(Ending.DONE);

            home.environment().put("TOKEN_3", "another");
            List<String> rotated = affected(home.apply());
            home.write("media/app5/app.conf", "another text");
            List<String> edited = affected(home.apply());
            int writes = home.lab.writes();
            define(home, 7, "# a comment");
            List<String> commented = affected(home.apply());

            assertThat(rotated).containsExactly("app3");
            assertThat(edited).containsExactly("app5");
            assertThat(commented).isEmpty();
            assertThat(home.lab.writes()).isEqualTo(writes);
            Files.writeString(
                    Files.createDirectories(Path.of("target/proofs")).resolve("scope-of-change.txt"),
                    "services: %d, redeployed by a rotated secret: %d, by an edited file: %d, by a comment: %d (writes: 0)%n"
                            .formatted(SERVICES, rotated.size(), edited.size(), commented.size()));
        }
    }

    private static List<String> affected(Report report) {
        assertThat(report.ending()).contains(Ending.DONE);
        return report.steps().stream().map(Step::service).map(Object::toString).toList();
    }

    private static void define(LabHome home, int number, String comment) {
        home.environment().put("TOKEN_" + number, "first");
        home.write("media/app%d/app.conf".formatted(number), "text");
        home.write("media/app%d.yaml".formatted(number), """
                name: app%1$d %3$s
                host: docker-media
                containers:
                  server:
                    image: app:1
                    ports: ["%2$d:80"]
                    files: {app%1$d/app.conf: /app.conf}
                    secrets: {TOKEN: env:TOKEN_%1$d}
                routes: [{hostname: app%1$d.home.arpa, container: server, port: 80}]
                """.formatted(number, 9000 + number, comment));
    }
}
