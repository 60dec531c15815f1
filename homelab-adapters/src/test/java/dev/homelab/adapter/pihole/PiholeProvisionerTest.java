// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.support.http.Timeouts;
import dev.homelab.lab.contract.ProvisionerContract;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.ServiceBuilder;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.NameAnswers.Answer;
import dev.homelab.provision.Check.NameAnswers.RecordType;
import dev.homelab.provision.Desired;
import dev.homelab.provision.Provisioner;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("proof")
final class PiholeProvisionerTest extends ProvisionerContract<HostRecord> {

    private final PiholeHome home = new PiholeHome();

    @AfterEach
    void stop() {
        assertThat(home.pihole.openSessions()).isZero();
        home.close();
    }

    @Test
    void everyRouteAndEveryNameBesideGetsARecord() {
        Service photos = service("photos", more -> more.dns("album.home.arpa").dns("nas.home.arpa", "192.0.2.40"));

        assertThat(home.provisioner().desired(home.catalog(photos)))
                .extracting(Desired::resource)
                .containsExactly(
                        new HostRecord("album.home.arpa", List.of("192.0.2.20 album.home.arpa")),
                        new HostRecord("nas.home.arpa", List.of("192.0.2.40 nas.home.arpa")),
                        new HostRecord("photos.home.arpa", List.of("192.0.2.20 photos.home.arpa")));
    }

    @Test
    void aNameThatIsAskedForTwiceIsOneRecord() {
        Service photos = service("photos", more -> more.dns("photos.home.arpa"));

        assertThat(home.provisioner().desired(home.catalog(photos))).hasSize(1);
    }

    @Test
    void aVisitorMustBeAnsweredWithTheAddressOfTheProxy() {
        assertThat(home.provisioner().expectations(home.catalog(PiholeHome.service("photos"))))
                .containsExactly(new Check.NameAnswers(
                        ServiceName.of("photos"),
                        "127.0.0.1",
                        53,
                        Hostname.of("photos.home.arpa"),
                        Set.of(Answer.address("192.0.2.20")),
                        Optional.empty()));
    }

    @Test
    void aPiholeBehindAProxyIsAskedForNamesWhereItsDnsIs() {
        PiholeSettings settings = new PiholeSettings(
                URI.create("https://pihole.home.arpa"),
                SecretRef.of("env:PIHOLE_PASSWORD"),
                Optional.of(5353),
                Optional.of("fd00::53"),
                Optional.empty(),
                Optional.of(new Timeouts(Optional.empty(), Optional.empty(), Optional.of("2m"))));

        assertThat(home.bare(settings).expectations(home.catalog(PiholeHome.service("photos"))))
                .containsExactly(new Check.NameAnswers(
                        ServiceName.of("photos"),
                        "[fd00::53]",
                        5353,
                        Hostname.of("photos.home.arpa"),
                        Set.of(Answer.address("192.0.2.20")),
                        Optional.of(Duration.ofMinutes(2))));
    }

    @Test
    void aNameHasAddressesOfBothFamiliesOrIsAnAlias() {
        Service nas = service(
                "nas",
                more -> more.dns("box.home.arpa", "192.0.2.40")
                        .dns("box.home.arpa", "fd00::40")
                        .dns("storage.home.arpa", record -> record.cname("nas.home.arpa")));

        assertThat(home.provisioner().desired(home.catalog(nas)))
                .extracting(Desired::resource)
                .containsExactly(
                        new HostRecord("box.home.arpa", List.of("192.0.2.40 box.home.arpa", "fd00::40 box.home.arpa")),
                        new HostRecord("nas.home.arpa", List.of("192.0.2.20 nas.home.arpa")),
                        HostRecord.alias("storage.home.arpa", "nas.home.arpa"));
        assertThat(home.provisioner().expectations(home.catalog(nas)))
                .extracting(expectation -> ((Check.NameAnswers) expectation).answers())
                .containsExactly(
                        Set.of(Answer.address("192.0.2.40"), new Answer(RecordType.AAAA, "fd00::40")),
                        Set.of(Answer.address("192.0.2.20")),
                        Set.of(new Answer(RecordType.CNAME, "nas.home.arpa")));
    }

    @Test
    void aSharedNameBelongsToTheFirstServiceAndIsExpectedByAll() {
        Service second = service("albums", more -> more.dns("photos.home.arpa"));
        ResolvedCatalog catalog = home.catalog(PiholeHome.service("photos"), second);

        assertThat(home.provisioner().desired(catalog))
                .filteredOn(desired -> desired.resource().key().equals("photos.home.arpa"))
                .extracting(Desired::service)
                .containsExactly(ServiceName.of("photos"));
        assertThat(home.provisioner().expectations(catalog)).hasSize(3);
    }

    @Test
    void theAdapterIsForNames() {
        assertThat(new PiholeAdapter().kind()).isEqualTo("pihole");
        assertThat(new PiholeAdapter().wave()).isEqualTo(Wave.NAMING);
        assertThat(home.provisioner().resourceType()).isEqualTo(HostRecord.class);
    }

    @Override
    protected Provisioner<HostRecord> provisioner() {
        return home.provisioner();
    }

    @Override
    protected ResolvedCatalog catalog() {
        return home.catalog(PiholeHome.service("photos"), PiholeHome.service("music"), PiholeHome.service("films"));
    }

    @Override
    protected ResolvedCatalog changedCatalog() {
        Service moved = service("films", more -> more.dns("films.home.arpa", "192.0.2.41"));
        return home.catalog(PiholeHome.service("photos"), PiholeHome.service("music"), moved);
    }

    @Override
    protected ResolvedCatalog emptyCatalog() {
        return home.catalog();
    }

    @Override
    protected void addByHand() {
        home.pihole.addByHand("192.0.2.9 nas.lan printer.lan # upstairs");
        home.pihole.addByHand("192.0.2.8 Twice.lan");
        home.pihole.addByHand("192.0.2.7 twice.lan");
    }

    @Override
    protected String addInTheWay() {
        home.pihole.addByHand("192.0.2.6 Photos.home.arpa # the old box");
        home.pihole.addByHand("192.0.2.5 photos.home.arpa");
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
                .mapToObj(number -> PiholeHome.service("app" + number))
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

    private static Service service(String name, Consumer<ServiceBuilder> more) {
        return Samples.service(name, "box", "nginx:1.29", 8080, name + ".home.arpa", more);
    }
}
