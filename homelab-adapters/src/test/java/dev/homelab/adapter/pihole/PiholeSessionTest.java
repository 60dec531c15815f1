// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Owner;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Session;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PiholeSessionTest {

    private final PiholeHome home = new PiholeHome();

    @AfterEach
    void stop() {
        assertThat(home.pihole.openSessions()).isZero();
        home.close();
    }

    @Test
    void aBatchIsOneSignInAndOneWrite() {
        home.apply(home.plan(home.catalog(PiholeHome.service("photos"), PiholeHome.service("music")))
                .changes());

        assertThat(home.pihole.hosts())
                .containsExactly(
                        "192.0.2.20 music.home.arpa # homelab:contract:music",
                        "192.0.2.20 photos.home.arpa # homelab:contract:photos");
        assertThat(home.pihole.writes()).isEqualTo(1);
        assertThat(home.pihole.signIns()).isEqualTo(2); // one to plan, one to apply
        assertThat(home.pihole.restarts()).isZero();
    }

    @Test
    void aSessionThatOnlyLooksMakesThreeRequests() {
        home.observe();

        assertThat(home.pihole.requests()).isEqualTo(3);
    }

    @Test
    void whatIsThereAlreadyIsNotWrittenAgain() {
        Change<HostRecord> change = PiholeHome.create("photos", "192.0.2.20 photos.home.arpa");
        home.apply(List.of(change));

        assertThat(home.apply(List.of(change))).allMatch(Outcome::succeeded);
        assertThat(home.pihole.writes()).isEqualTo(1);
    }

    @Test
    void linesByHandKeepTheirPlaceAndTheirBytesAndNewOnesOfOursFollowThem() {
        home.pihole.addByHand("192.0.2.9 NAS.lan printer.lan # upstairs");
        home.pihole.addByHand("192.0.2.20 photos.home.arpa # homelab:contract:photos");
        home.pihole.addByHand("fd00::9 nas.lan # homelab:elsewhere/nas");
        home.pihole.addByHand("192.0.2.20 old.home.arpa # homelab:contract:old");

        home.apply(List.of(
                new Change<>(
                        ServiceName.of("old"),
                        Optional.of(PiholeHome.ours("old", "192.0.2.20 old.home.arpa")),
                        Optional.empty()),
                new Change<>(
                        ServiceName.of("photos"),
                        Optional.of(PiholeHome.ours("photos", "192.0.2.20 photos.home.arpa")),
                        Optional.of(PiholeHome.ours("photos", "192.0.2.21 photos.home.arpa"))),
                PiholeHome.create("music", "192.0.2.20 music.home.arpa")));

        assertThat(home.pihole.hosts())
                .containsExactly(
                        "192.0.2.9 NAS.lan printer.lan # upstairs",
                        "192.0.2.21 photos.home.arpa # homelab:contract:photos",
                        "fd00::9 nas.lan # homelab:elsewhere/nas",
                        "192.0.2.20 music.home.arpa # homelab:contract:music");
    }

    @Test
    void aLineOfSeveralNamesIsSeenUnderEachAndBelongsToNobody() {
        home.pihole.addByHand("192.0.2.20 photos.home.arpa album.lan # homelab:contract:photos");

        assertThat(home.observe()).extracting(Observed::key).containsExactly("album.lan", "photos.home.arpa");
        assertThat(home.observe()).extracting(Observed::owner).containsOnly(Optional.empty());
    }

    @Test
    void anotherHomelabsLineIsNotOurs() {
        home.pihole.addByHand("192.0.2.30 photos.home.arpa # homelab:elsewhere/pictures");

        assertThat(home.observe())
                .containsExactly(Observed.ownedBy(
                        new Owner("elsewhere", ServiceName.of("pictures")),
                        new HostRecord("photos.home.arpa", List.of("192.0.2.30 photos.home.arpa"))));
        assertThat(home.plan(home.catalog(PiholeHome.service("photos"))).conflicts())
                .hasSize(1);
    }

    @Test
    void aNameOnASharedLineIsNotAdopted() {
        home.pihole.addByHand("192.0.2.9 photos.home.arpa nas.lan");

        Plan<HostRecord> plan =
                home.plan(home.catalog(PiholeHome.service("photos"), PiholeHome.service("music")), "photos.home.arpa");

        assertThat(plan.conflicts()).hasSize(1);
        assertThat(home.apply(plan.changes())).singleElement().matches(Outcome::succeeded);
        assertThat(home.pihole.hosts())
                .containsExactly(
                        "192.0.2.9 photos.home.arpa nas.lan", "192.0.2.20 music.home.arpa # homelab:contract:music");
    }

    @Test
    void aLineThatCameSinceThePlanIsNotOverruled() {
        Change<HostRecord> change = PiholeHome.create("photos", "192.0.2.20 photos.home.arpa");
        home.pihole.addByHand("192.0.2.9 photos.home.arpa");

        List<Outcome<HostRecord>> outcomes = home.apply(List.of(change));

        assertThat(problem(outcomes.get(0)).summary()).isEqualTo("name taken meanwhile");
        assertThat(home.pihole.writes()).isZero();
    }

    @Test
    void aPersonsLineBesideOursStaysWhenOursGoes() {
        home.apply(List.of(PiholeHome.create("photos", "192.0.2.20 photos.home.arpa")));
        home.pihole.addByHand("192.0.2.9 photos.home.arpa");

        home.apply(home.plan(home.catalog()).changes());

        assertThat(home.pihole.hosts()).containsExactly("192.0.2.9 photos.home.arpa");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.9 photos.home.arpa",
                "fd00::20 photos.home.arpa",
                "192.0.2.54 Photos.home.arpa.",
                "192.0.2.54 photos"
            })
    void aLineByHandThatAnswersBesideOursIsReportedBeforeAnythingIsWritten(String line) {
        home.pihole.expandHosts("home.arpa");
        home.apply(List.of(PiholeHome.create("photos", "192.0.2.20 photos.home.arpa")));
        assertThat(preflight()).isEmpty();

        home.pihole.addByHand(line);

        assertThat(preflight()).extracting(Problem::summary).containsExactly("name answered twice");
    }

    @Test
    void aLineByHandThatMakesPiholeRefuseEveryWriteIsNamedBeforeAnythingIsWritten() {
        home.pihole.addByHand("192.0.2.9 nas.lan");
        home.pihole.addByHand("# my servers");

        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            assertThat(session.preflightChanges(List.of(PiholeHome.create("photos", "192.0.2.20 photos.home.arpa"))))
                    .singleElement()
                    .satisfies(problem ->
                            assertThat(problem.render()).contains("invalid line in Pi-hole", "# my servers"));
            assertThat(session.preflightChanges(List.of())).isEmpty();
            assertThat(session.preflightChanges(List.of(new Change<>(
                            ServiceName.of("photos"),
                            Optional.empty(),
                            Optional.of(PiholeHome.ours("photos", HostRecord.alias("album.lan", "nas.lan")))))))
                    .isEmpty();
        }
    }

    @Test
    void aLineByHandThatCameSinceIsNamedByItsPlaceInTheAnswer() {
        home.pihole.addByHand("192.0.2.9");

        assertThat(home.apply(List.of(PiholeHome.create("photos", "192.0.2.20 photos.home.arpa"))))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(problem(outcome).detail()).contains("its line \"192.0.2.9\"", "dns.hosts[0]"));
    }

    @Test
    void aNameOnASharedLineIsAConflictWithoutAnOfferToAdoptIt() {
        home.pihole.addByHand("192.0.2.9 photos.home.arpa nas.lan");
        home.pihole.addByHand("192.0.2.9 wiki.home.arpa");

        assertThat(home.observe())
                .extracting(seen -> seen.resource().unadoptable().isPresent())
                .containsExactly(true, true, false);
        Plan<HostRecord> plan = home.plan(home.catalog(PiholeHome.service("photos")), "photos.home.arpa");
        assertThat(plan.changes()).isEmpty();
        assertThat(plan.conflicts()).hasSize(1);
    }

    @Test
    void aLineOfAnotherHomelabWithAnEarlierMarkCanBeAdopted() {
        home.pihole.addByHand("192.0.2.30 photos.home.arpa # homelab:elsewhere/pictures");

        assertThat(home.apply(home.plan(home.catalog(PiholeHome.service("photos")), "photos.home.arpa")
                        .changes()))
                .allMatch(Outcome::succeeded);
        assertThat(home.pihole.hosts()).containsExactly("192.0.2.20 photos.home.arpa # homelab:contract:photos");
    }

    @Test
    void whatWeWriteCanBeDeletedInTheWebInterface() {
        home.apply(List.of(PiholeHome.create("photos", "192.0.2.20 photos.home.arpa")));

        assertThat(home.pihole.hosts()).noneMatch(line -> line.contains("/"));
    }

    @Test
    void aLineWithAnEarlierMarkIsOursAndNoReasonToWrite() {
        home.pihole.addByHand("192.0.2.20 photos.home.arpa # homelab:contract/photos");

        assertThat(home.plan(home.catalog(PiholeHome.service("photos"))).isEmpty())
                .isTrue();
    }

    @Test
    void whatIsRefusedIsNamedAndTheRestIsWritten() {
        List<Outcome<HostRecord>> outcomes = home.apply(List.of(
                PiholeHome.create("photos", "192.0.2.20 photos.home.arpa"),
                PiholeHome.create("broken", "proxy.lan broken.home.arpa"),
                PiholeHome.create("music", "192.0.2.20 music.home.arpa")));

        assertThat(outcomes).extracting(Outcome::succeeded).containsExactly(true, false, true);
        assertThat(problem(outcomes.get(1)).detail()).contains("neither a valid IPv4 nor IPv6 address");
        assertThat(home.pihole.hosts()).hasSize(2);
    }

    @Test
    void aLineThatIsGoneAfterItWasWrittenIsALostChange() {
        home.pihole.listen(exchange -> List.copyOf(home.pihole.hosts()).stream()
                .filter(line -> exchange.request().method().equals("PATCH") && line.contains("music"))
                .forEach(home.pihole::removeByHand));

        List<Outcome<HostRecord>> outcomes = home.apply(List.of(
                PiholeHome.create("photos", "192.0.2.20 photos.home.arpa"),
                PiholeHome.create("music", "192.0.2.20 music.home.arpa")));

        assertThat(outcomes).extracting(Outcome::succeeded).containsExactly(true, false);
        assertThat(problem(outcomes.get(1)).summary()).isEqualTo("change was lost");
    }

    @Test
    void aTargetThatFailsFailsEveryChange() {
        try (Session<HostRecord> session = home.provisioner().open()) {
            home.pihole.faults().failAfter(0);

            assertThat(session.apply(new Batch<>(List.of(PiholeHome.create("photos", "192.0.2.20 photos.home.arpa")))))
                    .singleElement()
                    .satisfies(outcome -> assertThat(problem(outcome).detail()).contains("PATCH /api/config", "500"));
        }
    }

    private List<Problem> preflight() {
        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            return session.preflight(home.provisioner().desired(home.catalog(PiholeHome.service("photos"))));
        }
    }

    private static Problem problem(Outcome<HostRecord> outcome) {
        return outcome.problems().get(0);
    }
}
