// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.homelab.problem.Problem;
import dev.homelab.runner.render.ReportText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Warnings are grouped by kind, and one that is meant is accepted in its definition. */
class AcceptedWarningsTest {

    private static final String ALIAS = """
            dns:
              - {hostname: %1$s-a.home.arpa, cname: telly.home.arpa}
            """;
    private static final String ACCEPTED = """
            acceptWarnings: {alias of an unknown name: the router answers for it}
            """;

    private LabHome home;

    @BeforeEach
    void start(@TempDir Path folder) {
        home = new LabHome(folder);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    private List<Problem> warnings() {
        return home.homelab().warnings();
    }

    @Test
    void severalOfAKindHaveOneHeading() {
        home.define("photos", "photos:1", 8001, ALIAS.formatted("photos"));
        home.define("films", "films:1", 8002, ALIAS.formatted("films"));

        String text = ReportText.warnings(warnings());

        assertThat(text.lines().filter(line -> line.startsWith("warning: ")))
                .containsExactly("warning: alias of an unknown name, 2 times");
        assertThat(text).contains("photos.yaml", "films.yaml");
    }

    @Test
    void aWarningThatIsAcceptedIsNotShownForThatServiceAlone() {
        home.define("photos", "photos:1", 8001, ALIAS.formatted("photos") + ACCEPTED);
        home.define("films", "films:1", 8002, ALIAS.formatted("films"));

        assertThat(warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.where().render()).contains("films.yaml"));
        assertThat(home.homelab().plan().warnings()).hasSize(1);
    }

    @Test
    void aWarningOfATargetIsAcceptedToo() {
        mount("");
        assertThat(home.homelab().plan().warnings())
                .extracting(Problem::summary)
                .containsExactly("mounted folder not on host");

        mount("acceptWarnings: {mounted folder not on host: made by the backup job}");

        assertThat(home.homelab().plan().warnings()).isEmpty();
    }

    private void mount(String more) {
        home.write("media/photos.yaml", """
                name: photos
                host: docker-media
                containers:
                  server: {image: "photos:1", ports: ["8001:80"], volumes: ["/srv/missing:/data"]}
                %s
                """.formatted(more));
    }

    @Test
    void anAcceptedWarningNeedsAReason() {
        home.define("photos", "photos:1", 8001, "acceptWarnings: {alias of an unknown name: ''}\n");

        assertThat(catchThrowableOfType(
                                InvalidDefinitionsException.class,
                                () -> home.homelab().warnings())
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail()).contains("must say why"));
    }
}
