// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.provision.Provisioner;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The laws, for names that cannot be marked: their owner is in the ledger. */
@Tag("proof")
final class PiholeAliasContractTest extends ProvisionerContract<HostRecord> {

    private final PiholeHome home = new PiholeHome();

    @AfterEach
    void stop() {
        assertThat(home.pihole.openSessions()).isZero();
        home.close();
    }

    @Override
    protected Provisioner<HostRecord> provisioner() {
        return home.provisioner();
    }

    @Override
    protected ResolvedCatalog catalog() {
        return home.catalog(alias("photos", "nas.lan"), alias("music", "nas.lan"), PiholeHome.service("films"));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return home.catalog(alias("photos", "box.lan"), alias("music", "nas.lan"), PiholeHome.service("films"));
    }

    @Override
    protected ResolvedCatalog emptyCatalog() {
        return home.catalog();
    }

    @Override
    protected void addByHand() {
        home.pihole.addByHand("192.0.2.9 nas.lan # upstairs");
        home.pihole.addCnameByHand("tv.lan,Television.lan,nas.lan,300");
        home.pihole.addCnameByHand("printer.lan,nas.lan");
        home.pihole.addByHand("192.0.2.8 Printer.lan");
    }

    @Override
    protected String addInTheWay() {
        home.pihole.addCnameByHand("Photos.home.arpa,nas.lan,300");
        return "photos.home.arpa";
    }

    @Override
    protected boolean delayTruth() {
        home.pihole.outageAfterRestart(3);
        return true;
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return home.catalog(IntStream.range(0, 200)
                .mapToObj(number -> alias("app" + number, "nas.lan"))
                .toArray(Service[]::new));
    }

    @Override
    protected Faults faults() {
        return home.pihole.faults();
    }

    @Override
    protected int writes() {
        return home.pihole.writes();
    }

    private static Service alias(String name, String target) {
        return Dsl.service(
                name,
                "box",
                service -> service.container("server", "nginx:1.29")
                        .dns(name + ".home.arpa", record -> record.cname(target)));
    }
}
