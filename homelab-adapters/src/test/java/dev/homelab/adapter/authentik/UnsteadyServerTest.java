// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that breaks a request now and then, and takes its time for each list. */
final class UnsteadyServerTest {

    private final AuthentikHome home = new AuthentikHome();

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void aReadThatBreaksIsRepeated() {
        home.apply(AuthentikHome.service("photos", "family"));
        home.authentik.breakReads(2);

        assertThat(home.observe()).hasSize(1);
    }

    @Test
    void allListsOfAnIdleRunAreAskedForAtTheSameTime() {
        home.apply(AuthentikHome.service("photos", "family"));
        home.authentik.holdReads(10); // nine lists, and who asks

        assertThat(home.plan(home.catalog(AuthentikHome.service("photos", "family")))
                        .isEmpty())
                .isTrue();

        assertThat(home.authentik.readsWereTogether()).isTrue();
    }

    @Test
    void aBoundGroupIsKnownWithoutAskingForAllGroups() {
        home.apply(AuthentikHome.service("photos", "family"));
        home.reads.clear();

        assertThat(home.preflight(home.catalog(AuthentikHome.service("photos", "family"))))
                .isEmpty();

        assertThat(home.reads).doesNotContain("/core/groups/").contains("/policies/bindings/");
    }

    @Test
    void aSignOnWhoseAnswerWasLostIsLookedAtBeforeItCountsAsFailed() {
        Plan<SignOn> plan = home.plan(home.catalog(AuthentikHome.service("photos", "family")));
        home.authentik.faults().loseAnswerAfter(0);

        assertThat(home.apply(plan)).allMatch(Outcome::succeeded);

        assertThat(home.writes).containsExactly("PATCH /outposts/instances/*/"); // of the other one nothing was heard
        assertThat(home.authentik.outpostProviders()).containsExactly("homelab contract/photos");
        assertThat(home.plan(home.catalog(AuthentikHome.service("photos", "family")))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void aChangeWhoseAnswerWasLostIsMadeAgain() {
        home.apply(AuthentikHome.service("photos", "family"));
        Plan<SignOn> plan = home.plan(home.catalog());
        home.authentik.faults().loseAnswerAfter(0);

        assertThat(home.apply(plan)).allMatch(Outcome::succeeded);

        assertThat(home.applications()).isEmpty();
        assertThat(home.providers()).isEmpty();
    }
}
