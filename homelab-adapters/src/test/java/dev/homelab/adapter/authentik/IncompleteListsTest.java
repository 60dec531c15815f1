// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authentik;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.problem.Problem;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Plan;
import dev.homelab.provision.TargetException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list that leaves something out does not prove that it does not exist. */
final class IncompleteListsTest {

    private final AuthentikHome home = new AuthentikHome();

    @AfterEach
    void stop() {
        home.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTokenThatIsNotASuperusersIsRefusedBeforeAnythingIsWritten(boolean mayChange) {
        home.apply(AuthentikHome.service("photos", "family"));
        String before = home.authentik.snapshot();
        home.authentik.addToken(AuthentikHome.LIMITED, "hl-limited", mayChange);
        home.token = "env:LIMITED_TOKEN";

        assertThatThrownBy(home::observe)
                .isInstanceOfSatisfying(
                        TargetException.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.summary()).isEqualTo("token is not a superuser's");
                                    assertThat(problem.detail()).contains("\"hl-limited\"");
                                    assertThat(problem.fix()).contains("authentik Admins");
                                }));
        assertThat(home.authentik.snapshot()).isEqualTo(before);
    }

    @Test
    void aBatchOfATokenThatIsNotASuperusersDestroysNoSignOn() {
        Plan<SignOn> creation = home.plan(home.catalog(AuthentikHome.service("photos", "family")));
        home.apply(creation);
        String before = home.authentik.snapshot();
        home.authentik.addToken(AuthentikHome.LIMITED, "hl-limited", true);
        home.token = "env:LIMITED_TOKEN";

        assertThat(home.apply(creation)).noneMatch(Outcome::succeeded);
        assertThat(home.authentik.snapshot()).isEqualTo(before);
        assertThat(home.writes).isEmpty();
    }

    @Test
    void aProviderThatIsSaidToBeUsedIsNoLeftover() {
        home.apply(AuthentikHome.service("photos", "family"));
        home.authentik.hideByHand("photos");

        assertThatThrownBy(home::observe)
                .isInstanceOfSatisfying(
                        TargetException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::summary)
                                .containsExactly("list is incomplete"));
    }

    @Test
    void aLeftoverThatAnApplicationUsesByNowIsNotDeleted() {
        home.authentik.addProviderByHand("homelab contract/photos", "https://photos.home.arpa");
        Plan<SignOn> plan = home.plan(home.catalog(AuthentikHome.service("photos", "family")));

        List<Outcome<SignOn>> outcomes =
                home.applyAfter(plan, () -> home.authentik.linkByHand("homelab contract/photos", "pictures"));

        assertThat(outcomes)
                .flatExtracting(Outcome::problems)
                .extracting(Problem::summary)
                .containsExactly("used by something else");
        assertThat(home.providers()).hasSize(1);
    }

    @Test
    void aListThatHasFewerRowsThanItCountsIsRefused() {
        home.authentik.addByHand("nas", "https://nas.home.arpa");
        home.authentik.loseRows(true);

        assertThatThrownBy(home::observe)
                .isInstanceOfSatisfying(
                        TargetException.class,
                        refused -> assertThat(refused.problems())
                                .extracting(Problem::summary)
                                .containsExactly("list is incomplete"));
    }
}
