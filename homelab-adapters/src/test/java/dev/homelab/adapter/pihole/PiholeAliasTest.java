// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.contract.Samples;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Session;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PiholeAliasTest {

    private static final HostRecord ALBUM = HostRecord.alias("album.home.arpa", "photos.home.arpa");

    private final PiholeHome home = new PiholeHome();

    @AfterEach
    void stop() {
        assertThat(home.pihole.openSessions()).isZero();
        home.close();
    }

    @Test
    void addressesAndAliasesAreOneWriteAndOneRestart() {
        home.pihole.addCnameByHand("tv.lan,nas.lan,300");

        assertThat(home.apply(home.plan(catalog()).changes())).allMatch(Outcome::succeeded);

        assertThat(home.pihole.hosts()).containsExactly("192.0.2.20 photos.home.arpa # homelab:contract:photos");
        assertThat(home.pihole.cnames()).containsExactly("tv.lan,nas.lan,300", "album.home.arpa,photos.home.arpa");
        assertThat(home.pihole.writes()).isEqualTo(1);
        assertThat(home.pihole.restarts()).isEqualTo(1);
    }

    @Test
    void aPiholeThatRestartsIsWaitedFor() {
        home.pihole.outageAfterRestart(3);

        assertThat(home.apply(home.plan(catalog()).changes())).allMatch(Outcome::succeeded);

        assertThat(home.waits).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void whatGoesAndWhatComesIsOneRestart() {
        home.pihole.addCnameByHand("tv.lan,nas.lan");
        home.apply(List.of(create(ALBUM)));
        int restarts = home.pihole.restarts();

        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            assertThat(session.apply(new Batch<>(List.of(remove(ALBUM))))).allMatch(Outcome::succeeded);
            assertThat(home.pihole.restarts()).isEqualTo(restarts);
            assertThat(session.apply(new Batch<>(List.of(create(HostRecord.alias("films.home.arpa", "nas.lan"))))))
                    .allMatch(Outcome::succeeded);
            session.finish();
        }

        assertThat(home.pihole.restarts()).isEqualTo(restarts + 1);
        assertThat(home.pihole.cnames()).containsExactly("tv.lan,nas.lan", "films.home.arpa,nas.lan");
    }

    @Test
    void whatOnlyGoesIsOneRestartAtTheEnd() {
        home.apply(List.of(create(ALBUM)));
        int restarts = home.pihole.restarts();

        assertThat(home.apply(List.of(remove(ALBUM)))).allMatch(Outcome::succeeded);

        assertThat(home.pihole.restarts()).isEqualTo(restarts + 1);
    }

    @Test
    void whoMayNotRestartItDoesNotPutARestartOff() {
        home.apply(List.of(create(ALBUM)));
        int restarts = home.pihole.restarts();
        home.pihole.allowDestructive(false);

        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            assertThat(session.apply(new Batch<>(List.of(remove(ALBUM))))).allMatch(Outcome::succeeded);
            assertThat(home.pihole.restarts()).isEqualTo(restarts + 1);
        }
    }

    @Test
    void aChangeOfAddressesAloneLeavesTheAliasesAlone() {
        home.apply(home.plan(catalog()).changes());

        home.apply(List.of(PiholeHome.create("music", "192.0.2.20 music.home.arpa")));

        assertThat(home.pihole.restarts()).isEqualTo(1);
    }

    @Test
    void anAliasIsOursAsLongAsNobodyChangesIt() {
        home.apply(home.plan(catalog()).changes());
        assertThat(home.plan(catalog()).isEmpty()).isTrue();

        home.ledger.claims = home.ledger.claims.withOnly("album.home.arpa", List.of("album.home.arpa,elsewhere.lan"));

        assertThat(home.plan(catalog()).conflicts())
                .extracting(conflict -> conflict.existing().owner())
                .containsExactly(Optional.empty());
        assertThat(home.plan(home.catalog()).changes()).extracting(Change::key).containsExactly("photos.home.arpa");
    }

    @Test
    void anAliasByHandIsAConflictEvenIfItIsWhatWeWant() {
        home.pihole.addCnameByHand("album.home.arpa,photos.home.arpa");

        assertThat(home.plan(catalog()).conflicts()).hasSize(1);
    }

    @Test
    void anAddressByHandBesideOurAliasMakesItAConflict() {
        home.apply(home.plan(catalog()).changes());
        home.pihole.addByHand("192.0.2.9 album.home.arpa");

        assertThat(home.plan(catalog()).conflicts())
                .extracting(conflict -> conflict.existing().resource().summary())
                .containsExactly("album.home.arpa -> 192.0.2.9, photos.home.arpa");
    }

    @Test
    void anAliasByHandBesideOurAddressIsReportedBeforeAnythingIsWritten() {
        home.apply(home.plan(catalog()).changes());
        home.pihole.addCnameByHand("photos.home.arpa,nas.lan");

        assertThat(preflight()).extracting(Problem::summary).containsExactly("name answered twice");
    }

    @Test
    void aliasesFromTheEnvironmentMatterOnlyToWhoeverWantsOne() {
        home.pihole.aliasesForced(true);

        assertThat(preflight()).isEmpty();
        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            assertThat(session.checkWritable(List.of(PiholeHome.create("music", "192.0.2.20 music.home.arpa"))))
                    .isEmpty();
            assertThat(session.checkWritable(List.of(create(ALBUM))))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.fix()).contains("FTLCONF_dns_cnameRecords"));
        }
        assertThat(home.apply(List.of(PiholeHome.create("music", "192.0.2.20 music.home.arpa"))))
                .allMatch(Outcome::succeeded);
    }

    @Test
    void aNameBecomesAnAliasAndBackInOneWriteEach() {
        Observed<HostRecord> address = PiholeHome.ours("photos", ALBUM);
        home.apply(List.of(PiholeHome.create("photos", "192.0.2.20 album.home.arpa")));

        home.apply(home.plan(catalog()).changes());
        assertThat(home.pihole.cnames()).hasSize(1);
        assertThat(home.pihole.hosts()).noneMatch(line -> line.contains("album"));
        home.apply(List.of(new Change<>(
                ServiceName.of("photos"),
                Optional.of(address),
                PiholeHome.create("photos", "192.0.2.20 album.home.arpa").after())));

        assertThat(home.pihole.cnames()).isEmpty();
        assertThat(home.pihole.hosts()).anyMatch(line -> line.startsWith("192.0.2.20 album.home.arpa # homelab:"));
        assertThat(home.ledger.claims.isEmpty()).isTrue();
    }

    @Test
    void anAliasThatCameSinceThePlanIsNotOverruled() {
        List<Change<HostRecord>> changes = home.plan(catalog()).changes();
        home.pihole.addCnameByHand("Album.home.arpa,nas.lan");

        List<Outcome<HostRecord>> outcomes = home.apply(changes);

        assertThat(outcomes).extracting(Outcome::succeeded).containsExactly(false, true);
        assertThat(outcomes.get(0).problems()).extracting(Problem::summary).containsExactly("name taken meanwhile");
        assertThat(home.pihole.cnames()).containsExactly("Album.home.arpa,nas.lan");
    }

    @Test
    void whatDnsmasqRefusesIsNamedAndTheRestIsWritten() {
        home.pihole.addCnameByHand("nas.lan,album.home.arpa");

        List<Outcome<HostRecord>> outcomes = home.apply(List.of(
                create(HostRecord.alias("album.home.arpa", "nas.lan")),
                PiholeHome.create("films", "192.0.2.20 films.home.arpa")));

        assertThat(outcomes).extracting(Outcome::succeeded).containsExactly(false, true);
        assertThat(outcomes.get(0).problems().get(0).detail()).contains("CNAME loop");
    }

    @Test
    void anAliasOnALineOfSeveralNamesIsLeftAlone() {
        home.pihole.addCnameByHand("tv.home.arpa,album.home.arpa,nas.lan");

        assertThat(home.apply(List.of(create(HostRecord.alias("album.home.arpa", "nas.lan")))))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.problems().get(0).render()).contains("name shares a line"));
    }

    @Test
    void whatCannotBeClaimedIsNotWritten() {
        home.ledger.failAfter = 0;

        assertThat(home.apply(List.of(create(ALBUM)))).noneMatch(Outcome::succeeded);
        assertThat(home.pihole.writes()).isZero();
    }

    @Test
    void aClaimThatCannotBeGivenUpHarmsNobody() {
        home.apply(home.plan(catalog()).changes());
        home.ledger.failAfter = home.ledger.writes;

        assertThat(home.apply(home.plan(home.catalog()).changes())).allMatch(Outcome::succeeded);
        assertThat(home.plan(home.catalog()).isEmpty()).isTrue();
    }

    @Test
    void aChangeThatFailedLeavesTheOldAliasOurs() {
        home.apply(List.of(create(HostRecord.alias("album.home.arpa", "nas.lan"))));
        List<Change<HostRecord>> changes = home.plan(catalog()).changes();
        home.pihole.faults().failAfter(0);
        home.apply(changes);
        home.pihole.faults().recover();

        assertThat(home.plan(catalog()).conflicts()).isEmpty();
        assertThat(home.apply(home.plan(catalog()).changes())).allMatch(Outcome::succeeded);
        assertThat(home.pihole.cnames()).containsExactly("album.home.arpa,photos.home.arpa");
    }

    private ResolvedCatalog catalog() {
        return home.catalog(Samples.service(
                "photos",
                "box",
                "nginx:1.29",
                8080,
                "photos.home.arpa",
                more -> more.dns("album.home.arpa", record -> record.cname("photos.home.arpa"))));
    }

    private List<Problem> preflight() {
        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            return session.preflight(home.provisioner().desired(catalog()));
        }
    }

    private static Change<HostRecord> remove(HostRecord record) {
        return new Change<>(ServiceName.of("photos"), Optional.of(PiholeHome.ours("photos", record)), Optional.empty());
    }

    private static Change<HostRecord> create(HostRecord record) {
        return new Change<>(ServiceName.of("photos"), Optional.empty(), Optional.of(PiholeHome.ours("photos", record)));
    }
}
