// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.adguard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.NameAnswers.Answer;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Provisioner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AdGuardProvisionerTest extends ProvisionerContract<Rewrite> {

    private final AdGuardLab home = new AdGuardLab();

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void everyRouteAndEveryNameBesideIsADomainWithItsAnswers() {
        Service nas = AdGuardLab.service(
                "nas",
                more -> more.dns("box.home.arpa", "192.0.2.40")
                        .dns("box.home.arpa", "FD00::40")
                        .dns("storage.home.arpa", record -> record.cname("nas.home.arpa")));

        assertThat(provisioner().desired(home.catalog(nas)))
                .extracting(Desired::resource)
                .containsExactly(
                        new Rewrite("box.home.arpa", List.of("192.0.2.40", "fd00::40")),
                        new Rewrite("nas.home.arpa", List.of("192.0.2.20")),
                        new Rewrite("storage.home.arpa", List.of("nas.home.arpa")));
    }

    @Test
    void aVisitorMustBeAnsweredWithWhatTheDefinitionSays() {
        Service nas = AdGuardLab.service(
                "nas", more -> more.dns("storage.home.arpa", record -> record.cname("nas.home.arpa")));

        assertThat(provisioner().expectations(home.catalog(nas)))
                .containsExactly(
                        expected("nas.home.arpa", Answer.address("192.0.2.20")),
                        expected("storage.home.arpa", Answer.alias("nas.home.arpa")));
    }

    @Test
    void theAdapterIsForNames() {
        assertThat(new AdGuardAdapter().kind()).isEqualTo("adguard");
        assertThat(new AdGuardAdapter().wave()).isEqualTo(Wave.NAMING);
        assertThat(provisioner().resourceType()).isEqualTo(Rewrite.class);
    }

    private static Check expected(String hostname, Answer answer) {
        return new Check.NameAnswers(
                ServiceName.of("nas"), "127.0.0.1", 53, Hostname.of(hostname), Set.of(answer), Optional.empty());
    }

    @Override
    protected Provisioner<Rewrite> provisioner() {
        return home.provisioner();
    }

    @Override
    protected ResolvedCatalog catalog() {
        return home.catalog(films("192.0.2.41", "192.0.2.42"), AdGuardLab.service("music"), alias());
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        return home.catalog(films("192.0.2.42", "192.0.2.43", "fd00::43"), AdGuardLab.service("music"), alias());
    }

    @Override
    protected ResolvedCatalog emptyCatalog() {
        return home.catalog();
    }

    @Override
    protected void addByHand() {
        home.adguard.addByHand("*.Lan", "nas.home.arpa");
        home.adguard.addByHand("twice.lan", "192.0.2.8");
        home.adguard.addByHand("twice.lan", "192.0.2.8");
        home.adguard.addByHand("twice.lan", "192.0.2.9");
        home.adguard.addByHand("public.example", "A");
        home.adguard.addDisabledByHand("away.lan", "192.0.2.10");
    }

    @Override
    protected String addInTheWay() {
        home.adguard.addByHand("Music.home.arpa", "192.0.2.6");
        home.adguard.addByHand("music.home.arpa", "NAS.lan");
        home.adguard.addDisabledByHand("music.home.arpa", "192.0.2.20");
        return "music.home.arpa";
    }

    @Override
    protected boolean delayTruth() {
        return false;
    }

    @Override
    protected ResolvedCatalog largeCatalog() {
        return home.catalog(IntStream.range(0, 100)
                .mapToObj(number -> AdGuardLab.service("app" + number))
                .toArray(Service[]::new));
    }

    @Override
    protected Faults faults() {
        return home.adguard.faults();
    }

    @Override
    protected int writes() {
        return home.adguard.writes();
    }

    private static Service films(String... addresses) {
        return AdGuardLab.service("films", more -> {
            for (String address : addresses) {
                more.dns("cinema.home.arpa", address);
            }
        });
    }

    private static Service alias() {
        return AdGuardLab.service(
                "photos", more -> more.dns("album.home.arpa", record -> record.cname("photos.home.arpa")));
    }
}
