// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.hosts;

import dev.homelab.lab.contract.LabContext;
import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.provision.Provisioner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Holds the example to the laws: nothing but the switches of the target and a few services has to be said. */
class HostsProvisionerTest extends ProvisionerContract<HostsLine> {

    @TempDir
    Path folder;

    private HostsFile file = new HostsFile(Path.of("unused"));

    @BeforeEach
    void start() {
        file = new HostsFile(folder.resolve("hosts"));
    }

    @Override
    protected Provisioner<HostsLine> provisioner() {
        return new HostsProvisioner(file);
    }

    @Override
    protected ResolvedCatalog catalog() {
        return of(service("films", "192.0.2.11"), service("photos", "192.0.2.11"));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return of(service("films", "192.0.2.12"), service("photos", "192.0.2.11"));
    }

    @Override
    protected ResolvedCatalog emptyCatalog() {
        return of();
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return of(IntStream.range(0, 50)
                .mapToObj(number -> service("app" + number, "192.0.2.11"))
                .toArray(Service[]::new));
    }

    @Override
    protected void addByHand() {
        add("# mine", "127.0.0.1 localhost", "192.0.2.9 nas.home.arpa", "192.0.2.8 one.home.arpa two.home.arpa");
    }

    @Override
    protected String addInTheWay() {
        add("192.0.2.7 films.home.arpa");
        return "films.home.arpa";
    }

    @Override
    protected boolean delayTruth() {
        return false;
    }

    @Override
    protected Faults faults() {
        return file.faults();
    }

    @Override
    protected int writes() {
        return file.writes();
    }

    private void add(String... lines) {
        List<String> all = new ArrayList<>(file.lines());
        all.addAll(List.of(lines));
        file.write(all);
    }

    private static ResolvedCatalog of(Service... services) {
        return Samples.catalog(new LabContext().inventory(), Map.of(), services);
    }

    private static Service service(String name, String address) {
        return Dsl.service(
                name, "nas", service -> service.container("server", name + ":1").dns(name + ".home.arpa", address));
    }
}
