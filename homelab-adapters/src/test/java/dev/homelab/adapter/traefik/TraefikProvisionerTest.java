// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.provision.Provisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class TraefikProvisionerTest extends ProvisionerContract<RouteFile> {

    private static final String BY_HAND = """
            # mine
            http:
              routers:
                mine: {rule: 'Host(`mine.home.arpa`)', service: mine}
              services:
                mine: {loadBalancer: {servers: [{url: 'http://192.0.2.30'}]}}
            """;

    @TempDir
    Path folder;

    private TraefikLab lab;

    @BeforeEach
    void start() {
        lab = new TraefikLab(folder, HOMELAB);
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
        lab.host().write(TraefikLab.DIRECTORY + "/mine.yml", BY_HAND);
        lab.host().write(TraefikLab.DIRECTORY + "/tls.toml", "[tls]\n");
    }

    @Override
    protected String addInTheWay() {
        lab.host().write(TraefikLab.DIRECTORY + "/homelab-films.yml", BY_HAND);
        return "homelab-films.yml";
    }

    @Override
    protected boolean delayTruth() {
        lab.traefik().throttle(Duration.ofMillis(500));
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
