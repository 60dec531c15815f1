// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.report.Ending;
import dev.homelab.runner.reason.Cause;
import dev.homelab.runner.reason.Cause.Kind;
import dev.homelab.runner.render.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a plan changes what it changes, on the lab. */
class CauseTest {

    private LabHome home;

    @BeforeEach
    void applied(@TempDir Path folder) throws IOException {
        home = new LabHome(folder);
        defaults("Europe/London");
        home.write("media/photos.yaml", """
                name: photos
                host: docker-media
                containers:
                  server:
                    image: photos:1
                    ports: ["8001:80"]
                    files: {photos/app.conf: /app.conf}
                    secrets: {TOKEN: env:PHOTOS_TOKEN}
                routes: [{container: server, port: 80}]
                """).write("media/photos/app.conf", "one");
        home.define("wiki", "wiki:1", 8002);
        home.environment().put("PHOTOS_TOKEN", "first-value");
        assertThat(home.homelab().plan().causes().of("docker-media", firstChange()))
                .containsExactly(cause(Kind.NEW));
        assertThat(home.apply().ending()).contains(Ending.DONE);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aChangedDefaultIsTheCauseOfEverythingItTouches() throws IOException {
        defaults("Europe/Berlin");

        HomelabPlan plan = home.homelab().plan();

        assertThat(causes(plan))
                .isNotEmpty()
                .containsOnly(new Cause(Kind.DEFAULT, "timeZone, from Europe/London to Europe/Berlin"));
        assertThat(PlanText.lines(plan))
                .contains("  photos  (default changed: timeZone, from Europe/London to Europe/Berlin)");
    }

    @Test
    void aFirstRouteIsAChangeOfTheDefinitionAlone() {
        String service = """
                name: tool
                host: docker-media
                containers: {server: {image: "tool:1", ports: ["8009:80"]}}
                """;
        home.write("media/tool.yaml", service);
        assertThat(home.apply().ending()).contains(Ending.DONE);
        home.write("media/tool.yaml", service + "routes: [{container: server, port: 80}]\n");

        assertThat(causes(home.homelab().plan())).isNotEmpty().containsOnly(cause(Kind.DEFINITION));
    }

    @Test
    void aFileASecretAndADefinitionAreToldApart() {
        home.write("media/photos/app.conf", "two");
        home.environment().put("PHOTOS_TOKEN", "second-value");
        home.define("wiki", "wiki:2", 8002);

        assertThat(causes(home.homelab().plan()))
                .containsExactlyInAnyOrder(
                        new Cause(Kind.FILE, "photos/app.conf"),
                        new Cause(Kind.SECRET, "TOKEN of server"),
                        cause(Kind.DEFINITION));
    }

    @Test
    void aTemplateAndAValueAreNamedByFileAndLine() {
        home.write(
                "templates/app.yaml",
                "containers:\n  server:\n    environment:\n      A: one\n      ID: ${values.id}\n");
        home.write("media/category.yaml", "values: {id: 1000}\n");
        String definition =
                "name: tool\nfrom: templates/app.yaml\nhost: docker-media\ncontainers: {server: {image: \"tool:1\"}}\n";
        home.write("media/tool.yaml", definition);
        home.write("media/other.yaml", definition.replace("tool", "other").replace("from: templates/app.yaml\n", ""));
        assertThat(home.apply().ending()).contains(Ending.DONE);

        home.write(
                "templates/app.yaml",
                "# more\ncontainers:\n  server:\n    environment:\n      A: one\n      ID: ${values.id}\n");
        assertThat(causes(home.homelab().plan())).isEmpty();

        home.write(
                "templates/app.yaml",
                "containers:\n  server:\n    environment:\n      A: two\n      ID: ${values.id}\n");
        HomelabPlan template = home.homelab().plan();
        assertThat(causes(template))
                .isNotEmpty()
                .allMatch(
                        cause -> cause.kind() == Kind.TEMPLATE && cause.detail().endsWith("templates/app.yaml:4"));

        home.write(
                "templates/app.yaml",
                "containers:\n  server:\n    environment:\n      A: one\n      ID: ${values.id}\n");
        home.write("media/category.yaml", "# ids\nvalues: {id: 1001}\n");
        assertThat(causes(home.homelab().plan()))
                .isNotEmpty()
                .allMatch(cause -> cause.text().startsWith("value changed: id of ")
                        && cause.text().endsWith("media/category.yaml:2, from 1000 to 1001"));

        home.write("media/category.yaml", "values: {id: 1000}\n");
        home.write("media/tool.yaml", definition.replace("from: templates/app.yaml\n", ""));
        assertThat(causes(home.homelab().plan())).isNotEmpty().containsOnly(cause(Kind.DEFINITION));
    }

    @Test
    void whatAPersonChangedOrRemovedIsToldApart() throws IOException {
        Path compose = home.lab.host(Lab.MEDIA).place("/opt/stacks/wiki/compose.yaml");
        Files.writeString(compose, Files.readString(compose).replace("wiki:1", "wiki:0"));
        home.remove("photos");

        assertThat(causes(home.homelab().plan())).contains(cause(Kind.REMOVED), cause(Kind.DRIFTED));
    }

    @Test
    void aSecondRunWritesNothingIntoTheRecord() throws IOException {
        String before = recorded();

        home.apply();

        assertThat(recorded()).isEqualTo(before).doesNotContain("first-value");
    }

    private String recorded() throws IOException {
        return Files.readString(home.lab.host("docker-core-utils").place("/var/lib/homelab/applied.json"));
    }

    private dev.homelab.provision.Change<?> firstChange() {
        return home.homelab().plan().targets().get(0).plan().changes().get(0);
    }

    private static List<Cause> causes(HomelabPlan plan) {
        return plan.targets().stream()
                .flatMap(target -> target.plan().changes().stream()
                        .flatMap(change -> plan.causes().of(target.target(), change).stream()))
                .distinct()
                .toList();
    }

    private static Cause cause(Kind kind) {
        return new Cause(kind, "");
    }

    private void defaults(String timeZone) throws IOException {
        Path inventory = home.lab.inventory();
        String text = Files.readString(inventory).replaceAll("(?m)^defaults:.*\n", "");
        Files.writeString(inventory, text + "defaults: {timeZone: " + timeZone + "}\n");
    }
}
