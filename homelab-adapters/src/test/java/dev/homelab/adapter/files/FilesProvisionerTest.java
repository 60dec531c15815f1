// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.files;

import static dev.homelab.adapter.files.SamplePages.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesProvisionerTest extends ProvisionerContract<WebPage> {

    private static final String DIRECTORY = "/srv/www/homelab";

    @TempDir
    Path folder;

    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, HOMELAB);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Override
    protected Provisioner<WebPage> provisioner() {
        return new FilesProvisioner(
                "site", new FilesSettings("nas", DIRECTORY, Optional.empty()), lab.context(), SamplePages::of);
    }

    @Override
    protected ResolvedCatalog catalog() {
        return of(service("films", 8096), service("photos", 2283));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return of(service("films", 8097), service("photos", 2283));
    }

    @Override
    protected ResolvedCatalog emptyCatalog() {
        return of();
    }

    @Override
    protected void addByHand() {
        lab.write(DIRECTORY + "/about.html", "<h1>About us</h1>\n");
        lab.write(DIRECTORY + "/services/notes.html", "<h1>Notes</h1>\n");
        lab.write(DIRECTORY + "/robots.txt", "User-agent: *\n");
    }

    @Override
    protected String addInTheWay() {
        lab.write(DIRECTORY + "/index.html", "<h1>Welcome to nginx!</h1>\n");
        return "index.html";
    }

    @Override
    protected boolean delayTruth() {
        return false;
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return of(SamplePages.many());
    }

    @Override
    protected Faults faults() {
        return lab.host.faults();
    }

    @Override
    protected int writes() {
        return lab.host.writes();
    }

    @Test
    void aPageSaysInItsFirstLineWhoseItIs() {
        lab.write(DIRECTORY + "/robots.txt", "User-agent: *\n");

        publish(catalog());

        assertThat(lab.read(DIRECTORY + "/index.html")).startsWith("""
                        <!-- Managed by homelab for contract/site. Do not edit: the next run writes it again. -->
                        <!doctype html>
                        """);
        assertThat(lab.read(DIRECTORY + "/style.css")).isEqualTo("""
                        /* Managed by homelab for contract/site. Do not edit: the next run writes it again. */
                        body {}
                        """);
        assertThat(lab.read(DIRECTORY + "/robots.txt")).isEqualTo("User-agent: *\n");
    }

    @Test
    void foldersThatPagesLeaveEmptyAreRemoved() {
        publish(catalog());

        publish(emptyCatalog());

        assertThat(lab.host.place(DIRECTORY + "/services")).doesNotExist();
        assertThat(lab.host.place(DIRECTORY)).isEmptyDirectory();
    }

    @Test
    void aFolderWithFilesOfOthersStays() {
        addByHand();
        publish(catalog());

        publish(emptyCatalog());

        assertThat(Files.exists(lab.host.place(DIRECTORY + "/services/notes.html")))
                .isTrue();
    }

    @Test
    void aPageOfAnotherHomelabIsNotOurs() {
        lab.write(
                DIRECTORY + "/index.html",
                "<!-- Managed by homelab for cabin/site. Do not edit: the next run writes it again. -->\n<p>\n");

        assertThat(seen()).singleElement().matches(page -> !page.belongsTo(HOMELAB));
    }

    @Test
    void aPageThatIsNoTextCannotBeAdopted() throws Exception {
        lab.write(DIRECTORY + "/index.html", "");
        Files.write(lab.host.place(DIRECTORY + "/index.html"), new byte[] {(byte) 0xff, (byte) 0xfe, 'a'});

        assertThat(seen())
                .singleElement()
                .matches(page -> page.resource().unadoptable().isPresent());
    }

    private void publish(ResolvedCatalog catalog) {
        Planner planner = new Planner(HOMELAB);
        try (Session<WebPage> session = provisioner().open()) {
            Plan<WebPage> plan = planner.plan(provisioner().desired(catalog), session.observe());
            assertThat(session.apply(new Batch<>(plan.changes()))).allMatch(Outcome::succeeded);
        }
    }

    private List<Observed<WebPage>> seen() {
        try (Session<WebPage> session = provisioner().open()) {
            return session.observe();
        }
    }

    private ResolvedCatalog of(Service... services) {
        return Samples.catalog(lab.inventory(), Map.of(), services);
    }
}
