// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class SwarmProvisionerTest extends ProvisionerContract<Stack> {

    @TempDir
    Path folder;

    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, HOMELAB);
        lab.host.docker().swarm().init().labelNode("homelab.host", "nas");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Override
    protected Provisioner<Stack> provisioner() {
        return new SwarmProvisioner(new SwarmSettings("nas", Optional.empty(), Optional.of(30)), lab.context());
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
        lab.host.docker().swarm().deployByHand("wiki", "person/app:1");
        lab.host.docker().swarm().createByHand("blog", "blog:1");
    }

    /** A stack of another homelab; of one that was deployed by hand a plan says that it cannot be adopted. */
    @Override
    protected String addInTheWay() {
        Owner other = new Owner("other", ServiceName.of("films"));
        Stack films = provisioner().desired(catalog()).get(0).resource();
        try (Session<Stack> session = provisioner().open()) {
            Change<Stack> change =
                    new Change<>(other.service(), Optional.empty(), Optional.of(Observed.ownedBy(other, films)));
            assertThat(session.apply(new Batch<>(List.of(change)))).allMatch(Outcome::succeeded);
        }
        return "films";
    }

    @Override
    protected boolean delayTruth() {
        lab.host.docker().swarm().settleAfter(2);
        return true;
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
