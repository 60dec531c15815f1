// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import static dev.homelab.runner.render.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homelab.lab.Lab;
import dev.homelab.problem.Problem;
import dev.homelab.report.Ending;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.LabHome;
import dev.homelab.runner.RunRequest;
import dev.homelab.runner.guard.Consent;
import dev.homelab.runner.site.Pages;
import dev.homelab.runner.site.PlanPage;
import dev.homelab.runner.site.PlanPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the plan command shows, and {@code --json} with it, of each thing that a plan can be about; planned on the lab. */
class GoldenPlansTest {

    private static final String BY_HAND = "192.0.2.99 wiki.home.arpa # mine";

    private LabHome home;

    @BeforeEach
    void start(@TempDir Path folder) {
        home = new LabHome(folder);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void create() {
        wiki("wiki:1");

        assertPlan("create");
    }

    @Test
    void update() {
        applied(wiki("wiki:1"));
        wiki("wiki:2", "title: The Wiki");

        assertPlan("update");
    }

    @Test
    void delete() {
        applied(wiki("wiki:1").define("photos", "photos:1", 8001));
        home.remove("photos");

        assertPlan("delete");
    }

    @Test
    void rename() {
        applied(home.define("photos", "photos:1", 8001));
        home.remove("photos");
        home.define("pictures", "photos:1", 8001, "renamedFrom: photos");

        assertPlan("rename");
    }

    @Test
    void move() throws IOException {
        applied(wiki("wiki:1"));
        Path definition = home.services.resolve("media/wiki.yaml");
        Files.writeString(
                definition, Files.readString(definition).replace("host: docker-media", "host: docker-core-utils"));

        assertPlan("move");
    }

    @Test
    void adopt() {
        home.lab.pihole().addByHand(BY_HAND);
        wiki("wiki:1");

        assertPlan("adopt", LabHome.request().with(Consent.none().adopting("dns/wiki.home.arpa")));
    }

    @Test
    void conflict() {
        home.lab.pihole().addByHand(BY_HAND);
        wiki("wiki:1");

        assertPlan("conflict");
    }

    @Test
    void drift() throws IOException {
        applied(wiki("wiki:1"));
        Path compose = home.lab.host(Lab.MEDIA).place("/opt/stacks/wiki/compose.yaml");
        Files.writeString(compose, Files.readString(compose).replace("wiki:1", "wiki:0"));
        Path route = home.lab.host("traefik").place("/etc/traefik/dynamic/homelab-wiki.yml");
        Files.delete(route);

        assertPlan("drift");
    }

    @Test
    void rotatedSecret() {
        home.environment().put("WIKI_TOKEN", "first-value");
        applied(guarded());
        home.environment().put("WIKI_TOKEN", "second-value");

        assertPlan("rotated-secret");
    }

    private LabHome wiki(String image, String... more) {
        return home.define("wiki", image, 8002, more);
    }

    private LabHome guarded() {
        return home.write("media/wiki.yaml", """
                name: wiki
                host: docker-media
                containers:
                  server: {image: "wiki:1", ports: ["8002:80"], secrets: {TOKEN: env:WIKI_TOKEN}}
                routes: [{hostname: wiki.home.arpa, container: server, port: 80}]
                """);
    }

    private static void applied(LabHome home) {
        assertThat(home.apply().ending()).contains(Ending.DONE);
    }

    private void assertPlan(String name) {
        assertPlan(name, LabHome.request());
    }

    private void assertPlan(String name, RunRequest request) {
        HomelabPlan plan = home.homelab().plan(request);
        List<Problem> refusal = home.homelab().refusal(plan);
        String text = String.join("\n", PlanText.lines(plan)) + "\n" + ReportText.problems(refusal);
        assertGolden("plans/" + name + ".txt", sealed(text));
        String json = Json.of(plan, refusal);
        assertGolden("plans/" + name + ".json", sealed(json + "\n"));
        PlanPage page = PlanPages.plan(plan, refusal);
        assertGolden("plans/" + name + ".html", withoutStyle(new Pages().of(page)));
        assertSameNumbers(page.counts(), json);
    }

    /** How pages look is not part of any plan. */
    private static String withoutStyle(String html) {
        return html.replaceAll("(?s)<style>.*?</style>", "<style></style>");
    }

    private static void assertSameNumbers(PlanPage.Counts counts, String json) {
        try {
            JsonNode plan = new JsonMapper().readTree(json);
            assertThat(counts.changes()).isEqualTo(plan.path("changes").size());
            assertThat(counts.conflicts()).isEqualTo(plan.path("conflicts").size());
            assertThat(counts.skipped()).isEqualTo(plan.path("leftOut").size());
            Map<String, Integer> shapes = new TreeMap<>();
            Set<String> services = new TreeSet<>();
            plan.path("changes").forEach(one -> {
                shapes.merge(one.path("shape").asText(), 1, Integer::sum);
                services.add(one.path("service").asText());
            });
            plan.path("conflicts")
                    .forEach(one -> services.add(one.path("service").asText()));
            assertThat(counts.create()).isEqualTo(shapes.getOrDefault("CREATE", 0));
            assertThat(counts.update()).isEqualTo(shapes.getOrDefault("UPDATE", 0));
            assertThat(counts.delete()).isEqualTo(shapes.getOrDefault("DELETE", 0));
            assertThat(counts.services()).isEqualTo(services.size());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The fingerprint of a secret is another in every lab, since each has a root key of its own. */
    private static String sealed(String text) {
        return text.replaceAll("sealed:[\\w+/=-]+", "sealed:FINGERPRINT");
    }
}
