// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AuthentikSessionTest {

    private final AuthentikHome home = new AuthentikHome();

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void makingSignOnsTakesOneWriteEachAndOneForTheOutpost() {
        assertThat(home.apply(home.plan(home.catalog(
                        AuthentikHome.service("photos", "family"), AuthentikHome.service("music", "friends")))))
                .allMatch(Outcome::succeeded);

        assertThat(home.writes)
                .containsExactly(
                        "PUT /core/transactional/applications/",
                        "PUT /core/transactional/applications/",
                        "PATCH /outposts/instances/*/");
        assertThat(home.authentik.outpostProviders())
                .containsExactly("homelab contract/music", "homelab contract/photos");
    }

    @Test
    void anUpdateWritesOnlyWhatDiffers() {
        home.apply(home.plan(home.catalog(AuthentikHome.service("photos", "family"))));

        home.apply(home.plan(home.catalog(AuthentikHome.service("photos", "friends"))));

        assertThat(home.writes).containsExactly("POST /policies/bindings/", "DELETE /policies/bindings/*/");
    }

    @Test
    void anApplicationThatWasUnlinkedByHandIsRelinkedAndTheOutpostHearsOfIt() {
        home.apply(AuthentikHome.service("photos", "family"));
        assertThat(home.asked("photos.home.arpa")).isEqualTo(302);
        home.authentik.unlinkByHand("photos");
        assertThat(home.asked("photos.home.arpa")).isEqualTo(400);

        home.apply(AuthentikHome.service("photos", "family"));

        assertThat(home.asked("photos.home.arpa")).isEqualTo(302);
        assertThat(home.writes).containsExactly("PATCH /core/applications/photos/", "PATCH /outposts/instances/*/");
    }

    @Test
    void whatIsThereAlreadyIsNotWrittenAgain() {
        Plan<SignOn> plan = home.plan(home.catalog(AuthentikHome.service("photos", "family")));
        home.apply(plan);

        assertThat(home.apply(plan)).allMatch(Outcome::succeeded);
        assertThat(home.writes).isEmpty();
    }

    @Test
    void removingTakesApplicationAndProvider() {
        String before = home.authentik.snapshot();
        home.apply(home.plan(home.catalog(AuthentikHome.service("photos", "family"))));

        home.apply(home.plan(home.catalog()));

        assertThat(home.writes).containsExactly("DELETE /core/applications/photos/", "DELETE /providers/proxy/*/");
        assertThat(home.authentik.snapshot()).isEqualTo(before);
    }

    @Test
    void listsAreReadToTheirLastPage() {
        home.authentik.pageSize(1);
        for (String name : List.of("a", "b", "c")) {
            home.authentik.addByHand(name, "https://" + name + ".home.arpa");
        }

        assertThat(home.apply(home.plan(home.catalog(AuthentikHome.service("photos", "friends")))))
                .allMatch(Outcome::succeeded);
        assertThat(home.observe()).extracting(Observed::key).containsExactlyInAnyOrder("a", "b", "c", "photos");
        assertThat(home.authentik.outpostProviders()).hasSize(4);
    }

    @Test
    void anAdoptionKeepsTheClientAndCanBeGivenBack() {
        home.authentik.addByHand("photos", "https://pictures.home.arpa");
        String before = home.authentik.snapshot();
        String client = clientId();
        Plan<SignOn> adoption = home.plan(home.catalog(AuthentikHome.service("photos", "family")), "photos");

        assertThat(home.apply(adoption)).allMatch(Outcome::succeeded);
        assertThat(home.observe()).allMatch(found -> found.belongsTo(AuthentikHome.HOMELAB));
        assertThat(clientId()).isEqualTo(client);
        assertThat(home.restore(adoption)).allMatch(Outcome::succeeded);

        assertThat(home.authentik.snapshot()).isEqualTo(before);
        assertThat(clientId()).isEqualTo(client);
    }

    @Test
    void anAdoptionThatFailsAnywhereCanBeGivenBack() {
        for (int writes = 0; writes < 4; writes++) {
            try (AuthentikHome fresh = new AuthentikHome()) {
                fresh.authentik.addByHand("photos", "https://pictures.home.arpa");
                String before = fresh.authentik.snapshot();
                Plan<SignOn> adoption = fresh.plan(fresh.catalog(AuthentikHome.service("photos", "family")), "photos");
                fresh.authentik.faults().failAfter(writes);
                fresh.apply(adoption);
                fresh.authentik.faults().recover();

                assertThat(fresh.restore(adoption)).allMatch(Outcome::succeeded);

                assertThat(fresh.authentik.snapshot())
                        .as("after %d writes", writes)
                        .isEqualTo(before);
            }
        }
    }

    @Test
    void whatFailsAnywhereIsRepairedByTheNextPlan() {
        for (int writes = 0; writes < 3; writes++) {
            try (AuthentikHome fresh = new AuthentikHome()) {
                fresh.authentik.faults().failAfter(writes);
                fresh.apply(fresh.plan(fresh.catalog(AuthentikHome.service("photos", "family"))));
                fresh.authentik.faults().recover();
                Plan<SignOn> repair = fresh.plan(fresh.catalog(AuthentikHome.service("photos", "family")));

                assertThat(fresh.apply(repair)).allMatch(Outcome::succeeded);

                assertThat(fresh.plan(fresh.catalog(AuthentikHome.service("photos", "family")))
                                .isEmpty())
                        .isTrue();
            }
        }
    }

    @Test
    void aBindingThatIsRefusedLeavesNothingOfANewSignOn() {
        Plan<SignOn> plan = home.plan(home.catalog(AuthentikHome.service("photos", "family", "friends")));
        String before = home.authentik.snapshot();
        try (Session<SignOn> session = home.provisioner().open()) {
            session.observe();
            session.preflight(
                    home.provisioner().desired(home.catalog(AuthentikHome.service("photos", "family", "friends"))));
            home.authentik.removeByHand("friends");

            assertThat(session.apply(new Batch<>(plan.changes()))).noneMatch(Outcome::succeeded);
        }

        assertThat(home.authentik.snapshot()).isEqualTo(before);
        assertThat(home.providers()).isEmpty();
    }

    @Test
    void aGroupIsFoundByItsExactNameOnWhateverPageItIs() {
        home.authentik.pageSize(1);
        List.of("family-2", "Family", "my family").forEach(home.authentik::addGroup);

        home.apply(AuthentikHome.service("photos", "family"));

        assertThat(home.observe())
                .singleElement()
                .satisfies(found -> assertThat(
                                found.resource().application().orElseThrow().bindings())
                        .extracting(SignOn.Binding::group)
                        .containsExactly("family"));
        assertThat(home.preflight(home.catalog(AuthentikHome.service("photos", "famil"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.summary()).isEqualTo("group does not exist"));
    }

    @Test
    void anOutpostThatRefusesFailsWhatNeededIt() {
        Plan<SignOn> plan = home.plan(home.catalog(AuthentikHome.service("photos", "family")));
        home.authentik.faults().failAfter(1);

        assertThat(home.apply(plan))
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.problems().get(0).detail()).contains("PATCH /api/v3/outposts"));
        assertThat(home.observe())
                .singleElement()
                .matches(found -> found.resource().isServed().equals(Optional.of(false)));
    }

    @Test
    void aProviderLeftByAHalfFailedRemovalIsOurs() {
        home.apply(home.plan(home.catalog(AuthentikHome.service("photos", "family"))));
        home.authentik.faults().failAfter(1);
        assertThat(home.apply(home.plan(home.catalog()))).noneMatch(Outcome::succeeded);
        home.authentik.faults().recover();

        assertThat(home.plan(home.catalog()).changes())
                .singleElement()
                .matches(change -> change.shape() == Change.Shape.DELETE);
        home.apply(home.plan(home.catalog()));

        assertThat(home.providers()).isEmpty();
    }

    @Test
    void aLeftoverProviderIsCompletedAndCanBeRestored() {
        home.authentik.addProviderByHand("homelab contract/photos", "https://old.home.arpa");
        String before = home.authentik.snapshot();
        Plan<SignOn> plan = home.plan(home.catalog(AuthentikHome.service("photos", "family")));

        assertThat(home.apply(plan)).allMatch(Outcome::succeeded);
        assertThat(home.plan(home.catalog(AuthentikHome.service("photos", "family")))
                        .isEmpty())
                .isTrue();
        assertThat(home.restore(plan)).allMatch(Outcome::succeeded);

        assertThat(home.authentik.snapshot()).isEqualTo(before);
    }

    @Test
    void aPersonsProviderThatNobodyUsesIsNotASignOn() {
        home.authentik.addProviderByHand("spare", "https://spare.home.arpa");

        assertThat(home.observe()).isEmpty();
    }

    @Test
    void groupsThatDoNotExistAreReportedBeforeAnythingIsWritten() {
        assertThat(home.preflight(home.catalog(AuthentikHome.service("photos", "family", "strangers"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.detail()).contains("\"strangers\""));
        assertThat(home.writes).isEmpty();
    }

    @Test
    void anOutpostThatDoesNotExistIsReported() {
        home.outpost = Optional.of("nowhere");

        assertThat(home.preflight(home.catalog(AuthentikHome.service("photos"))))
                .extracting(Problem::summary)
                .containsExactly("outpost does not exist");
    }

    @Test
    void anOutpostIsFoundByItsName() {
        home.outpost = Optional.of("authentik Embedded Outpost");

        assertThat(home.preflight(home.catalog(AuthentikHome.service("photos"))))
                .isEmpty();
    }

    @Test
    void anApplicationOfAnotherKindIsNotAdopted() {
        home.addOauth2ByHand("photos");
        String before = home.authentik.snapshot();
        Plan<SignOn> adoption = home.plan(home.catalog(AuthentikHome.service("photos")), "photos");

        assertThat(home.apply(adoption))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.problems())
                        .extracting(Problem::summary)
                        .containsExactly("provider of another kind"));
        assertThat(home.authentik.snapshot()).isEqualTo(before);
    }

    @Test
    void aTokenThatIsNotTakenIsAProblemAndStaysSecret() {
        try (AuthentikHome stranger = new AuthentikHome("2026.8.3", "another-token")) {
            assertThatThrownBy(stranger::observe)
                    .isInstanceOf(TargetException.class)
                    .hasMessageContaining("token refused")
                    .hasMessageContaining("target login")
                    .hasMessageNotContaining("another-token");
        }
    }

    private String clientId() {
        return home.providers().get(0).path("client_id").asText();
    }
}
