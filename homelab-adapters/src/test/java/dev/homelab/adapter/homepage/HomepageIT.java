// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import static dev.homelab.adapter.homepage.SampleTiles.service;
import static dev.homelab.adapter.homepage.SampleTiles.several;

import dev.homelab.adapter.real.RealContract;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.provision.Provisioner;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** The laws, through a real SSH server. There is no real Homepage: its program is on no registry of packages. */
class HomepageIT extends RealContract<ServiceTile> {

    private final String directory = RealServers.variable(RealServers.NEEDED) + "/../homepage";

    @BeforeEach
    void clear() {
        servers.byHand("rm -rf %1$s; mkdir %1$s; echo '# nothing yet' > %1$s/services.yaml".formatted(directory));
    }

    @Override
    protected Provisioner<ServiceTile> provisioner() {
        return new HomepageProvisioner(
                "dashboard", new HomepageSettings("nas", directory, Optional.empty()), servers.context());
    }

    @Override
    protected ResolvedCatalog catalog() {
        return servers.catalog(service("films", "Media", 8096), service("photos", "Family", 2283), several("shop"));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return servers.catalog(service("films", "Media", 8097), service("photos", "Family", 2283), several("shop"));
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return servers.catalog(SampleTiles.many());
    }

    @Override
    protected void addByHand() {
        write(SampleTiles.BY_HAND);
    }

    @Override
    protected String addInTheWay() {
        write(SampleTiles.IN_THE_WAY);
        return "films";
    }

    private void write(String text) {
        servers.byHand("cat > %s/services.yaml <<'TEXT'\n%sTEXT".formatted(directory, text));
    }
}
