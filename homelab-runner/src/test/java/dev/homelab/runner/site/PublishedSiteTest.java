// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.HomelabPlan;
import dev.homelab.runner.LabHome;
import dev.homelab.runner.ServiceStatus;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.render.PlanText;
import dev.homelab.runner.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site as runs publish it to the folder of a web server. */
class PublishedSiteTest {

    private static final String TARGET =
            "  site: {kind: files, host: docker-core-utils, directory: /srv/www/homelab}\n";

    private LabHome home;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        home = new LabHome(folder);
        Path inventory = home.lab.inventory();
        Files.writeString(inventory, Files.readString(inventory).replace("notify:\n", TARGET + "notify:\n"));
        home.define("wiki", "wiki:1", 8002).define("photos", "photos:1", 8001);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aRunPublishesTheSiteAndTheNextOneWritesNothing() throws IOException {
        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.DONE);
        assertThat(report.verdicts())
                .filteredOn(verdict -> verdict.service().value().equals("site"))
                .extracting(Verdict::status)
                .containsExactly(Verdict.Status.GOOD);
        assertThat(page("index.html")).contains("services/wiki.html", "services/photos.html");
        assertThat(page("services/wiki.html")).contains("wiki:1", "services/media/wiki.yaml");
        int writes = home.lab.writes();
        assertThat(home.homelab().plan().isEmpty()).isTrue();
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertThat(home.lab.writes()).isEqualTo(writes);
    }

    @Test
    void aChangedDefinitionChangesItsPageAndSaysWhy() {
        home.apply();
        home.define("wiki", "wiki:2", 8002);

        HomelabPlan plan = home.homelab().plan();

        assertThat(String.join("\n", PlanText.lines(plan)))
                .contains("page services/wiki.html", "definitions changed")
                .doesNotContain("services/photos.html", "changed by hand");
        assertThat(plan.hasDrift()).isFalse();
    }

    @Test
    void aPageThatAPersonChangedIsDrift() throws IOException {
        home.apply();
        Files.writeString(place("index.html"), page("index.html").replace("wiki", "cookbook"));

        HomelabPlan plan = home.homelab().plan();

        assertThat(plan.hasDrift()).isTrue();
        assertThat(String.join("\n", PlanText.drift(plan))).contains("site  (changed by hand)", "page index.html");
        assertThat(home.homelab().status(LabHome.options()).services())
                .filteredOn(service -> service.service().value().equals("site"))
                .singleElement()
                .matches(service -> service.health() == ServiceStatus.Health.HEALTHY && service.drift() == 1);
    }

    @Test
    void aServiceThatFailsIsRolledBackAndTheSiteSaysWhatDefinitionsSay() throws IOException {
        home.apply();
        home.lab.host(Lab.MEDIA).docker().images().unhealthyImage("wiki:2");
        home.define("wiki", "wiki:2", 8002);

        assertThat(home.apply().ending()).contains(Ending.ROLLED_BACK);

        assertThat(page("services/wiki.html")).contains("wiki:2");
    }

    @Test
    void pagesThatCannotBeWrittenRollBackTheSiteAndNoService() {
        home.lab.host("docker-core-utils").fillDisk("/srv/www/homelab");

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.ROLLED_BACK);
        assertThat(report.verdicts())
                .filteredOn(verdict -> verdict.status() == Verdict.Status.ROLLED_BACK)
                .extracting(verdict -> verdict.service().value())
                .containsExactly("site");
        assertThat(place("index.html")).doesNotExist();
    }

    @Test
    void theRemovalOfAServiceIsNoMoreUnusualForItsPage() {
        home.define("notes", "notes:1", 8003);
        home.apply();
        home.remove("notes");

        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertThat(place("services/notes.html")).doesNotExist();
    }

    @Test
    void aRunWithoutTheSiteLeavesItPendingAndCallsItNoDrift() {
        home.apply();
        home.define("wiki", "wiki:2", 8002);
        home.apply(LabHome.request().with(Scope.everything().without("site")));

        HomelabPlan plan = home.homelab().plan();

        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.hasDrift()).isFalse();
    }

    @Test
    void theSiteIsTheSameFromEachCheckout(@TempDir Path other) throws IOException {
        Path services = Files.createDirectories(other.resolve("checkout/services"));
        try (Stream<Path> files = Files.walk(home.services)) {
            for (Path file : files.toList()) {
                Path copy = services.resolve(home.services.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }

        Map<String, String> here = pages(home.services);

        assertThat(pages(services)).isEqualTo(here);
        here.remove("data.html"); // the lab's inventory itself says where the key is
        assertThat(String.join("\n", here.values())).doesNotContain(String.valueOf(home.services.getParent()));
    }

    private Map<String, String> pages(Path services) {
        Homelab homelab = Homelab.of(Sources.inventory(home.lab.inventory()).folder(services))
                .environment(home.environment())
                .build();
        return new SiteAdapter().pages(homelab.catalog().catalog(), false);
    }

    private Path place(String page) {
        return home.lab.host("docker-core-utils").place("/srv/www/homelab/" + page);
    }

    private String page(String page) throws IOException {
        return Files.readString(place(page));
    }
}
