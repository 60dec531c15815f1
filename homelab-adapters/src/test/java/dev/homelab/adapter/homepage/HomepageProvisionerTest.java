// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import static dev.homelab.adapter.homepage.SampleTiles.service;
import static dev.homelab.adapter.homepage.SampleTiles.several;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.provision.Provisioner;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class HomepageProvisionerTest extends ProvisionerContract<ServiceTile> {

    private static final String FILE = "/opt/homepage/services.yaml";

    @TempDir
    Path folder;

    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, HOMELAB);
        lab.write(FILE, "---\n# nothing yet\n");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Override
    protected Provisioner<ServiceTile> provisioner() {
        return new HomepageProvisioner(
                "dashboard", new HomepageSettings("nas", "/opt/homepage", Optional.empty()), lab.context());
    }

    @Override
    protected ResolvedCatalog catalog() {
        return of(service("films", "Media", 8096), service("photos", "Family", 2283), several("shop"));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return of(service("films", "Media", 8097), service("photos", "Family", 2283), several("shop"));
    }

    @Override
    protected ResolvedCatalog emptyCatalog() {
        return of();
    }

    @Override
    protected void addByHand() {
        lab.write(FILE, SampleTiles.BY_HAND);
    }

    @Override
    protected String addInTheWay() {
        lab.write(FILE, SampleTiles.IN_THE_WAY);
        return "films";
    }

    @Override
    protected boolean delayTruth() {
        return false;
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return of(SampleTiles.many());
    }

    @Override
    protected Faults faults() {
        return lab.host.faults();
    }

    @Override
    protected int writes() {
        return lab.host.writes();
    }

    private ResolvedCatalog of(Service... services) {
        return Samples.catalog(lab.inventory(), Map.of(), services);
    }
}
