// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.provision.Provisioner;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class CaddyProvisionerTest extends ProvisionerContract<RouteFile> {

    private static final String BY_HAND = """
            # mine
            http://mine.home.arpa {
            	reverse_proxy 192.0.2.30
            }
            """;

    @TempDir
    Path folder;

    private CaddyLab lab;

    @BeforeEach
    void start() {
        lab = new CaddyLab(folder, HOMELAB);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Override
    protected Provisioner<RouteFile> provisioner() {
        return lab.provisioner();
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
        lab.host().write(CaddyLab.DIRECTORY + "/mine.caddy", BY_HAND);
        lab.host().write(CaddyLab.DIRECTORY + "/notes.txt", "mine\n");
    }

    @Override
    protected String addInTheWay() {
        lab.host().write(CaddyLab.DIRECTORY + "/homelab-films.caddy", BY_HAND);
        return "homelab-films.caddy";
    }

    @Override
    protected boolean delayTruth() {
        lab.caddy().lag(3);
        return true;
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return of(IntStream.range(0, 60)
                .mapToObj(number -> service("app" + number, 9000 + number))
                .toArray(Service[]::new));
    }

    @Override
    protected Faults faults() {
        return lab.host().host.faults();
    }

    @Override
    protected int writes() {
        return lab.host().host.writes();
    }

    private ResolvedCatalog of(Service... services) {
        return Samples.catalog(lab.host().inventory(), Map.of(), services);
    }

    private static Service service(String name, int port) {
        return Samples.service(name, "nas", name + ":1", port, name + ".home.arpa");
    }
}
