// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.homelab.problem.Problem;
import dev.homelab.provision.Session;
import dev.homelab.provision.TargetException;
import java.time.Duration;
import java.util.List;
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
    void aReadOnlyPiholeCanBeLookedAtAndNotChanged() {
        assertNotWritable(home -> home.pihole.readOnly(true), "configuration is read-only");
    }

    @Test
    void recordsFromTheEnvironmentCanBeLookedAtAndNotChanged() {
        assertNotWritable(home -> home.pihole.envForced(true), "FTLCONF_dns_hosts");
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
    void anApplicationPasswordNeedsTheRightToWriteOnlyToWrite(boolean appSudo) {
        try (PiholeHome home = new PiholeHome("another")) {
            home.pihole.appPassword("secret of the lab");
            home.pihole.appSudo(appSudo);

            assertThat(home.observe()).isEmpty();
            assertThat(writeProblems(home)).hasSize(appSudo ? 0 : 1).allMatch(text -> text.contains("app_sudo"));
            assertThat(home.pihole.openSessions()).isZero();
        }
    }

    @Test
    void aPiholeThatLimitsSignInsIsWaitedForAsLongAsOneThatDoesNotAnswer() {
        try (PiholeHome home = new PiholeHome()) {
            home.pihole.limitSignIns(true);

            assertThat(problem(home)).contains("too many sign-ins");
            assertThat(home.waits).hasSize(10).containsOnly(Duration.ofSeconds(1));
            assertThat(home.pihole.openSessions()).isZero();
        }
    }

    @Test
    void whoIsTooFastWaitsAndIsLetIn() {
        try (PiholeHome home = new PiholeHome()) {
            home.pihole.limitSignIns(true);
            home.pause = length -> {
                home.pihole.limitSignIns(false);
                return true;
            };

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

    private static void assertNotWritable(Consumer<PiholeHome> fault, String words) {
        try (PiholeHome home = new PiholeHome()) {
            home.pihole.addByHand("192.0.2.9 nas.lan");
            fault.accept(home);

            assertThat(home.observe()).hasSize(1);
            assertThat(writeProblems(home)).singleElement().asString().contains(words, "target dns");
        }
    }

    private static List<String> writeProblems(PiholeHome home) {
        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            return session.checkWritable(List.of(PiholeHome.create("photos", "192.0.2.20 photos.home.arpa"))).stream()
                    .map(Problem::render)
                    .toList();
        }
    }

    private static String problem(PiholeHome home) {
        return String.valueOf(catchThrowableOfType(TargetException.class, home::observe));
    }
}
