// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.adguard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.model.Service;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Change;
import dev.homelab.provision.Existing;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Planner;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is special about an AdGuard Home: rewrites without a mark, one answer each, and how it refuses a sign-in. */
class AdGuardSessionTest {

    private final AdGuardLab home = new AdGuardLab();

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void aDomainHasAnAnswerAtEachMoment() {
        apply(cinema("192.0.2.41"));
        List<String> moments = Collections.synchronizedList(new ArrayList<>());
        home.adguard.listen(exchange -> moments.add(home.adguard.rewrites().stream()
                .filter(one -> one.startsWith("cinema"))
                .collect(Collectors.joining("; "))));

        apply(cinema("192.0.2.42"));

        assertThat(moments).isNotEmpty().noneMatch(String::isEmpty);
        assertThat(home.adguard.rewrites())
                .containsExactlyInAnyOrder("cinema.home.arpa 192.0.2.42", "films.home.arpa 192.0.2.20");
    }

    @Test
    void whatWasAddedSinceThePlanIsNotOverwritten() {
        Plan<Rewrite> plan = home.plan(home.catalog(cinema("192.0.2.41")));
        home.adguard.addByHand("cinema.home.arpa", "192.0.2.7");

        List<Outcome<Rewrite>> outcomes = home.apply(plan.changes());

        assertThat(outcomes.get(0).succeeded()).isFalse();
        assertThat(outcomes.get(0).problems()).extracting(Problem::summary).containsExactly("name taken meanwhile");
        assertThat(home.adguard.rewrites()).contains("cinema.home.arpa 192.0.2.7");
    }

    @Test
    void anAnswerThatAPersonAddsMakesTheDomainTheirs() {
        apply(cinema("192.0.2.41"));
        home.adguard.addByHand("cinema.home.arpa", "192.0.2.7");

        assertThat(home.plan(home.catalog(cinema("192.0.2.41"))).conflicts()).hasSize(1);
        apply();
        assertThat(home.adguard.rewrites())
                .containsExactly("cinema.home.arpa 192.0.2.41", "cinema.home.arpa 192.0.2.7");
    }

    @Test
    void anAnswerThatIsMissingIsDrift() {
        apply(cinema("192.0.2.41", "192.0.2.42"));
        home.adguard.removeByHand("cinema.home.arpa");
        home.adguard.addByHand("cinema.home.arpa", "192.0.2.42");

        assertThat(home.plan(home.catalog(cinema("192.0.2.41", "192.0.2.42"))).changes())
                .singleElement()
                .matches(change -> change.shape() == Change.Shape.UPDATE);
    }

    @Test
    void anAdoptionThatFailsHalfWayIsRolledBack() {
        home.adguard.addByHand("cinema.home.arpa", "192.0.2.7");
        List<String> before = home.adguard.rewrites();
        for (int writes = 0; writes < 3; writes++) {
            Plan<Rewrite> adoption = home.plan(home.catalog(cinema("192.0.2.41", "192.0.2.42")), "cinema.home.arpa");
            home.adguard.faults().failAfter(writes);
            home.apply(adoption.changes());
            home.adguard.faults().recover();

            Plan<Rewrite> back = new Planner(AdGuardLab.HOMELAB)
                    .restore(adoption, Set.of(adoption.changes().get(0).service()), home.observe());
            home.apply(back.changes());
            assertThat(home.adguard.rewrites()).as("after %d writes", writes).isEqualTo(before);
            assertThat(home.observe()).extracting(Observed::owner).allMatch(owner -> owner.isEmpty());
        }
    }

    @Test
    void aRewriteThatWasDisabledIsGivenBackDisabled() {
        home.adguard.addDisabledByHand("cinema.home.arpa", "192.0.2.41");
        Plan<Rewrite> adoption = home.plan(home.catalog(cinema("192.0.2.41")), "cinema.home.arpa");
        home.apply(adoption.changes());
        assertThat(home.adguard.rewrites()).contains("cinema.home.arpa 192.0.2.41");

        home.apply(new Planner(AdGuardLab.HOMELAB)
                .restore(adoption, Set.of(adoption.changes().get(0).service()), home.observe())
                .changes());

        assertThat(home.adguard.rewrites()).containsExactly("cinema.home.arpa 192.0.2.41 disabled");
    }

    @Test
    void anOlderReleaseIsSpokenToAsWell() {
        home.adguard.beOld();

        apply(cinema("192.0.2.41"));

        assertThat(home.plan(home.catalog(cinema("192.0.2.41"))).isEmpty()).isTrue();
        assertThat(refusal("env:WRONG_PASSWORD")).isEqualTo("sign-in refused");
    }

    @Test
    void aRunTriesAWrongPasswordOnce() {
        assertThat(refusal("env:WRONG_PASSWORD")).isEqualTo("sign-in refused");
        assertThat(home.adguard.requests()).isEqualTo(1);
    }

    @Test
    void afterFiveWrongPasswordsTheRightOneIsRefusedToo() {
        for (int i = 0; i < 5; i++) {
            refusal("env:WRONG_PASSWORD");
        }

        assertThat(refusal("env:ADGUARD_PASSWORD")).isEqualTo("sign-in refused");
        home.adguard.sayThatItLimits();
        assertThat(refusal("env:ADGUARD_PASSWORD")).isEqualTo("too many sign-ins");
    }

    @Test
    void rewritesThatAreSwitchedOffAreSaid() {
        home.adguard.switchOff(true);
        try (Session<Rewrite> session = home.provisioner().open()) {
            session.observe();

            assertThat(session.preflight(home.provisioner().desired(home.catalog(cinema("192.0.2.41")))))
                    .extracting(Problem::summary)
                    .containsExactly("rewrites not in force");
            assertThat(session.preflight(List.of())).isEmpty();
        }
    }

    @Test
    void whatAnswersWithoutAListIsNoAdGuardHome() {
        home.adguard.hideList();

        assertThat(refusal("env:ADGUARD_PASSWORD")).isEqualTo("records not shown");
    }

    @Test
    void aReadWithoutAnAnswerIsMadeAgain() {
        home.adguard.faults().goDown();

        assertThat(refusal("env:ADGUARD_PASSWORD")).isEqualTo("target not reachable");
        assertThat(home.waits).hasSize(2);
    }

    @Test
    void aPathInTheAddressIsKept() {
        assertThatThrownBy(() -> look(URI.create(home.adguard.uri() + "/adguard/"), "env:ADGUARD_PASSWORD"))
                .hasMessageContaining("/adguard/control/rewrite/list");
    }

    @Test
    void whatPeopleAddedIsSaidAsDefinitionsSayItAndWhatIsManagedIsNot() {
        Service films = AdGuardLab.service("films");
        apply(AdGuardLab.service("music"));
        home.adguard.addByHand("films.home.arpa", "192.0.2.20");
        home.adguard.addByHand("films.lan.home.arpa", "192.0.2.20");
        home.adguard.addByHand("cinema.home.arpa", "films.home.arpa");
        home.adguard.addByHand("printer.home.arpa", "192.0.2.77");
        home.adguard.addDisabledByHand("films.old.home.arpa", "192.0.2.20");
        try (Session<Rewrite> session = home.provisioner().open()) {
            session.observe();

            Existing found = session.existing(
                    home.catalog(films, AdGuardLab.service("music")).catalog().definitions(),
                    home.catalog().inventory());

            assertThat(found.parts())
                    .extracting(part -> part.resource() + " " + part.keys())
                    .containsExactly(
                            "cinema.home.arpa {dns=[{hostname=cinema.home.arpa, cname=films.home.arpa}]}",
                            "films.home.arpa {}",
                            "films.lan.home.arpa {dns=[{hostname=films.lan.home.arpa}]}");
            assertThat(found.others()).isEqualTo(1);
        }
    }

    private String refusal(String password) {
        try {
            look(home.adguard.uri(), password);
            return "";
        } catch (TargetException e) {
            return e.problems().get(0).summary();
        }
    }

    private void look(URI url, String password) {
        try (Session<Rewrite> session = home.provisioner(url, password).open()) {
            session.observe();
        }
    }

    private void apply(Service... services) {
        assertThat(home.apply(home.plan(home.catalog(services)).changes())).allMatch(Outcome::succeeded);
    }

    private static Service cinema(String... addresses) {
        return AdGuardLab.service("films", more -> {
            for (String address : addresses) {
                more.dns("cinema.home.arpa", address);
            }
        });
    }
}
