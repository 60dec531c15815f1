// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Existing.Part;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Session;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names that people added, as the definitions of services say them. */
final class ExistingNamesTest {

    private final PiholeHome home = new PiholeHome();
    private final Service photos = PiholeHome.service("photos");

    @AfterEach
    void stop() {
        assertThat(home.pihole.openSessions()).isZero();
        home.close();
    }

    @Test
    void theNameOfARouteNeedsNoKeyAndAdoptingItChangesTheMarkAlone() {
        home.pihole.addByHand("192.0.2.20\tphotos.home.arpa");

        assertThat(existing(photos).parts()).containsExactly(new Part(photos.name(), "photos.home.arpa", Map.of()));
        assertAdoptedAsItIs(home.catalog(photos), "photos.home.arpa");
    }

    @Test
    void aNameThatBeginsLikeTheServiceAndLeadsToItsHostIsWritten() {
        home.pihole.addByHand("192.0.2.20 photos.lan.home.arpa");
        home.pihole.addByHand("192.0.2.77 photos.elsewhere.arpa");

        Existing found = existing(photos);

        assertThat(found.parts())
                .extracting(Part::keys)
                .containsExactly(Map.of("dns", List.of(Map.of("hostname", "photos.lan.home.arpa"))));
        assertThat(found.others()).isEqualTo(1);
    }

    @Test
    void anAliasOfANameOfTheServiceIsWritten() {
        home.pihole.addByHand("192.0.2.20 photos.home.arpa");
        home.pihole.addCnameByHand("pictures.home.arpa,photos.home.arpa");
        home.pihole.addCnameByHand("album.home.arpa,pictures.home.arpa");
        home.pihole.addCnameByHand("tv.home.arpa,printer.home.arpa");

        Existing found = existing(photos);

        assertThat(found.parts())
                .extracting(part -> part.keys().toString())
                .containsExactly(
                        "{dns=[{hostname=album.home.arpa, cname=pictures.home.arpa}]}",
                        "{}",
                        "{dns=[{hostname=pictures.home.arpa, cname=photos.home.arpa}]}");
        assertThat(found.others()).isEqualTo(1);
        Service said = Samples.service(
                "photos",
                "box",
                "nginx:1.29",
                8080,
                "photos.home.arpa",
                more -> more.dns("album.home.arpa", record -> record.cname("pictures.home.arpa"))
                        .dns("pictures.home.arpa", record -> record.cname("photos.home.arpa")));
        assertAdoptedAsItIs(home.catalog(said), "photos.home.arpa", "pictures.home.arpa", "album.home.arpa");
    }

    @Test
    void aSecondAddressOfARoutedNameIsWritten() {
        home.pihole.addByHand("192.0.2.20 photos.home.arpa");
        home.pihole.addByHand("2001:DB8::20 photos.home.arpa");

        assertThat(existing(photos).parts())
                .extracting(part -> part.keys().toString())
                .containsExactly("{dns=[{hostname=photos.home.arpa, address=2001:DB8::20}]}");
    }

    @Test
    void whatCannotBeSaidIsNamed() {
        home.pihole.addByHand("192.0.2.99 photos.home.arpa");
        home.pihole.addByHand("192.0.2.20 photos.lan.home.arpa pics.lan.home.arpa");
        home.pihole.addByHand("192.0.2.20 photos");
        home.pihole.addCnameByHand("slow.home.arpa,photos.home.arpa,300");
        home.pihole.addByHand("192.0.2.20 photos.note.home.arpa # for grandma");

        Map<String, String> lost = new TreeMap<>();
        existing(photos).parts().forEach(part -> lost.putAll(part.notCarried()));

        assertThat(lost)
                .hasSize(5)
                .hasEntrySatisfying(
                        "photos.home.arpa",
                        reason -> assertThat(reason)
                                .isEqualTo(
                                        "It leads to 192.0.2.99, and a name with a route leads to the proxy, at 192.0.2.20."))
                .hasEntrySatisfying(
                        "photos.lan.home.arpa",
                        reason -> assertThat(reason).startsWith("The line").contains("answers for other names"))
                .hasEntrySatisfying("photos", reason -> assertThat(reason).contains("fully qualified"))
                .hasEntrySatisfying(
                        "slow.home.arpa", reason -> assertThat(reason).contains("rewritten"))
                .hasEntrySatisfying(
                        "photos.note.home.arpa", reason -> assertThat(reason).contains("rewritten"));
    }

    @Test
    void theNameOfAContainerCountsOnlyWhereOneServiceHasIt() {
        home.pihole.addByHand("192.0.2.20 server.home.arpa");

        assertThat(existing(photos).parts()).hasSize(1);
        assertThat(existing(photos, PiholeHome.service("music")).parts()).isEmpty();
    }

    @Test
    void anotherHomelabsNamesAreNoOnesToImportAndASessionThatEndsIsOpenedAgain() {
        home.pihole.addByHand("192.0.2.20 photos.home.arpa # homelab:other:photos");
        try (Session<HostRecord> session = home.bare().open()) {
            home.pihole.endSessions();
            session.observe();

            assertThat(session.existing(
                            home.catalog(photos).catalog().definitions(),
                            home.catalog(photos).inventory()))
                    .isEqualTo(Existing.NOTHING);
        }
    }

    private Existing existing(Service... services) {
        ResolvedCatalog catalog = home.catalog(services);
        try (Session<HostRecord> session = home.bare().open()) {
            session.observe();
            return session.existing(catalog.catalog().definitions(), catalog.inventory());
        }
    }

    private void assertAdoptedAsItIs(ResolvedCatalog catalog, String... names) {
        List<String> before = home.pihole.hosts();
        Plan<HostRecord> plan = home.plan(catalog, names);

        assertThat(plan.conflicts()).isEmpty();
        assertThat(plan.changes())
                .hasSize(names.length)
                .allMatch(change -> change.before().isPresent());
        home.apply(plan.changes());
        assertThat(home.pihole.hosts().stream().map(line -> line.replaceFirst(" # homelab:.*", "")))
                .containsExactlyElementsOf(
                        before.stream().map(line -> line.replace('\t', ' ')).toList());
        assertThat(home.plan(catalog).isEmpty()).isTrue();
    }
}
