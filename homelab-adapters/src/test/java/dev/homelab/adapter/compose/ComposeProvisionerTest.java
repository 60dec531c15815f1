// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ComposeProvisionerTest extends ProvisionerContract<ComposeProject> {

    private static final String BY_HAND = "services:\n  app: {image: 'person/app:1'}\n";

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
    protected Provisioner<ComposeProject> provisioner() {
        return new ComposeProvisioner(new ComposeSettings("nas", "/opt/stacks", Optional.empty()), lab.context());
    }

    @Override
    protected ResolvedCatalog catalog() {
        return of(service("films", "films:1", 8096), service("photos", "photos:1", 2283));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return of(service("films", "films:2", 8096), service("photos", "photos:1", 2283));
    }

    @Override
    protected ResolvedCatalog emptyCatalog() {
        return of();
    }

    @Override
    protected void addByHand() {
        lab.write("/opt/stacks/wiki/compose.yaml", BY_HAND);
        lab.write("/opt/stacks/wiki/.env", "# mine\nA=1\n");
        lab.host.docker().runByHand("blog", "app", "blog:1", 9000);
    }

    @Override
    protected String addInTheWay() {
        lab.write("/opt/stacks/films/compose.yaml", BY_HAND);
        lab.write("/opt/stacks/films/.env", "# mine\nA=1\n");
        return "films";
    }

    @Override
    protected boolean delayTruth() {
        return false; // its own commands wait
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return of(IntStream.range(0, 25)
                .mapToObj(number -> service("app" + number, "app:1", 9100 + number))
                .toArray(Service[]::new));
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

    private static Service service(String name, String image, int port) {
        return Samples.service(
                name,
                "nas",
                image,
                port,
                name + ".home.arpa",
                more -> more.container("helper", "helper:1", helper -> helper.networks("shared")));
    }
}
