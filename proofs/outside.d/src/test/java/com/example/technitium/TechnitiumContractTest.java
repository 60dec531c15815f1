package com.example.technitium;

import dev.homelab.lab.contract.LabContext;
import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Where;
import dev.homelab.provision.Provisioner;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

class TechnitiumContractTest extends ProvisionerContract<Name> {

    private final FakeTechnitium fake = new FakeTechnitium("home.arpa", "TOKEN");
    private final LabContext context = new LabContext();

    @AfterEach
    void stop() {
        fake.close();
    }

    @Override
    protected Provisioner<Name> provisioner() {
        TechnitiumSettings settings = new TechnitiumSettings(fake.uri(), "home.arpa", SecretRef.of("env:TOKEN"));
        return new TechnitiumProvisioner(Where.nowhere(), settings, context);
    }

    @Override
    protected ResolvedCatalog catalog() {
        return of(service("films", "192.0.2.11", "192.0.2.12"), service("photos", "192.0.2.11"));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return of(service("films", "192.0.2.12", "fd00::12"), service("photos", "192.0.2.11"));
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
        fake.add("nas.home.arpa", "A", "192.0.2.9", 60, "the old box");
    }

    @Override
    protected String addInTheWay() {
        fake.add("films.home.arpa", "A", "192.0.2.7", 60, "upstairs");
        return "films.home.arpa";
    }

    @Override
    protected boolean delayTruth() {
        return false;
    }

    @Override
    protected Faults faults() {
        return fake.faults();
    }

    @Override
    protected int writes() {
        return fake.writes();
    }

    private ResolvedCatalog of(Service... services) {
        return Samples.catalog(context.inventory(), Map.of(), services);
    }

    private static Service service(String name, String... addresses) {
        return Dsl.service(name, "nas", s -> {
            s.container("server", name + ":1");
            for (String address : addresses) {
                s.dns(name + ".home.arpa", address);
            }
        });
    }
}
