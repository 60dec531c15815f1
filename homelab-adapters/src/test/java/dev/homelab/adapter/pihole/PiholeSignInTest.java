// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.homelab.provision.TargetException;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PiholeSignInTest {

    @Test
    void aWrongPasswordIsAProblemThatMentionsTheSecondFactor() {
        try (PiholeHome home = new PiholeHome("another")) {
            assertThat(problem(home))
                    .contains("sign-in refused", "application password")
                    .doesNotContain("secret");
        }
    }

    @Test
    void aPiholeWithoutAPasswordLetsEverybodyIn() {
        try (PiholeHome home = new PiholeHome("")) {
            home.pihole.addByHand("192.0.2.9 nas.lan");

            assertThat(home.observe()).hasSize(1);
            assertThat(home.pihole.signIns()).isZero();
        }
    }

    @Test
    void aReadOnlyPiholeIsRefused() {
        assertProblem(home -> home.pihole.readOnly(true), "configuration is read-only");
    }

    @Test
    void recordsFromTheEnvironmentAreRefused() {
        assertProblem(home -> home.pihole.envForced(true), "FTLCONF_dns_hosts");
    }

    @Test
    void aPiholeWithoutAFreeSeatIsRefusedAtOnce() {
        assertProblem(home -> home.pihole.seats(0), "webserver.api.max_sessions");
    }

    @Test
    void aPiholeThatAsksForASecondFactorNeedsAnApplicationPassword() {
        assertProblem(home -> home.pihole.secondFactor(true), "create an application password");
    }

    @Test
    void aPiholeThatShowsNoRecordsIsNotTakenForAnEmptyOne() {
        assertProblem(home -> home.pihole.hideRecords(true), "records not shown");
    }

    @Test
    void aPiholeThatIsDownIsAProblem() {
        assertProblem(home -> home.pihole.faults().goDown(), "target not reachable");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anApplicationPasswordNeedsTheRightToWrite(boolean appSudo) {
        try (PiholeHome home = new PiholeHome("another")) {
            home.pihole.appPassword("secret of the lab");
            home.pihole.appSudo(appSudo);

            if (appSudo) {
                assertThat(home.observe()).isEmpty();
            } else {
                assertThat(problem(home)).contains("password may not write", "webserver.api.app_sudo");
            }
            assertThat(home.pihole.openSessions()).isZero();
        }
    }

    @Test
    void whoIsTooFastWaitsTwiceAndGivesUp() {
        try (PiholeHome home = new PiholeHome()) {
            home.pihole.limitSignIns(true);

            assertThat(signInUntilRefused(home)).hasMessageContaining("too many sign-ins");
            assertThat(home.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
            assertThat(home.pihole.openSessions()).isZero();
        }
    }

    @Test
    void whoIsTooFastWaitsAndIsLetIn() {
        try (PiholeHome home = new PiholeHome()) {
            home.pihole.limitSignIns(true);
            signInUntilRefused(home);
            home.pause = length -> home.pihole.limitSignIns(false);

            assertThat(home.observe()).isEmpty();
        }
    }

    private static void assertProblem(Consumer<PiholeHome> fault, String words) {
        try (PiholeHome home = new PiholeHome()) {
            fault.accept(home);

            assertThat(problem(home)).contains(words, "target dns");
            assertThat(home.pihole.openSessions()).isZero();
            assertThat(home.pihole.writes()).isZero();
        }
    }

    private static String problem(PiholeHome home) {
        return String.valueOf(catchThrowableOfType(TargetException.class, home::observe));
    }

    /** How many sign-ins fit into the second that is too short for more depends on the machine. */
    private static TargetException signInUntilRefused(PiholeHome home) {
        for (int i = 0; i < 1000; i++) {
            home.waits.clear();
            try {
                home.observe();
            } catch (TargetException e) {
                return e;
            }
        }
        throw new AssertionError("never refused");
    }
}
