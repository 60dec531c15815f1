// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.pihole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.support.http.Delay;
import dev.homelab.adapter.support.http.Timeouts;
import dev.homelab.problem.Problem;
import dev.homelab.provision.Batch;
import dev.homelab.provision.Change;
import dev.homelab.provision.Outcome;
import dev.homelab.provision.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Pi-hole that restarts, ends sessions or is unreachable for a while, at any step of a run. Its waits take no time. */
final class PiholePatienceTest {

    private static final List<Change<HostRecord>> CREATE =
            List.of(PiholeHome.create("photos", "192.0.2.20 photos.home.arpa"));
    private static final String LINE = "192.0.2.20 photos.home.arpa # homelab:contract:photos";

    private final PiholeHome home = new PiholeHome();

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void aSessionThatEndsInTheMiddleIsReplacedByANewOne() {
        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            home.pihole.endSessions();
            assertThat(session.apply(new Batch<>(CREATE))).allMatch(Outcome::succeeded);
            home.pihole.endSessions();
            assertThat(session.observe()).hasSize(1);
        }

        assertThat(home.pihole.signIns()).isEqualTo(3);
        assertThat(home.pihole.openSessions()).isZero();
        assertThat(home.waits).isEmpty();
    }

    @Test
    void aSessionThatEndsBetweenReadingAndWritingIsReplaced() {
        AtomicBoolean ended = new AtomicBoolean();
        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            home.pihole.listen(exchange -> {
                if (exchange.request().path().equals("/api/config/dns") && ended.compareAndSet(false, true)) {
                    home.pihole.endSessions();
                }
            });
            assertThat(session.apply(new Batch<>(CREATE))).allMatch(Outcome::succeeded);
        }

        assertThat(home.pihole.writes()).isEqualTo(1);
        assertThat(home.pihole.openSessions()).isZero();
    }

    @Test
    void aCancelledRunWaitsNoLongerAndItsRollbackDoes() {
        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            home.pihole.faults().goDown();
            home.pause = length -> {
                home.waits.add(length);
                return false;
            };
            assertThat(session.apply(new Batch<>(CREATE))).noneMatch(Outcome::succeeded);
            int before = home.waits.size();

            home.pause = length -> {
                home.waits.add(length);
                if (home.waits.size() == before + 30) {
                    home.pihole.faults().recover();
                }
                return true;
            };
            assertThat(session.observe()).isEmpty();

            assertThat(before).isLessThan(5);
            assertThat(home.waits).hasSizeGreaterThanOrEqualTo(before + 30);
        }
    }

    @Test
    void aPasswordThatChangesInTheMiddleIsAProblemAfterOneMoreSignIn() {
        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            home.pihole.password("another");
            int requests = home.pihole.requests();

            assertThat(session.apply(new Batch<>(CREATE)))
                    .singleElement()
                    .satisfies(outcome -> assertThat(outcome.problems())
                            .extracting(Problem::summary)
                            .containsExactly("sign-in refused"));
            assertThat(home.pihole.requests() - requests).isLessThan(5);
        }
    }

    @Test
    void connectionsThatAreRefusedBetweenTwoStepsAreWaitedFor() {
        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            home.pihole.disconnect();
            home.pause = length -> {
                home.waits.add(length);
                if (home.waits.size() == 40) {
                    home.pihole.reconnect();
                }
                return true;
            };

            assertThat(session.apply(new Batch<>(CREATE))).allMatch(Outcome::succeeded);
        }

        assertThat(home.pihole.hosts()).containsExactly(LINE);
    }

    @Test
    void aServerThatIsAwayWhenTheRunBeginsIsWaitedForAShortWhile() {
        home.pihole.disconnect();
        home.pause = length -> {
            home.waits.add(length);
            if (home.waits.size() == 3) {
                home.pihole.reconnect();
            }
            return true;
        };

        assertThat(home.observe()).isEmpty();
    }

    @Test
    void aRestartOfAnyLengthAfterAWriteIsWaitedFor() {
        home.pihole.restartOnHosts(true);
        home.pihole.forgetSessionsAtRestart(true);
        home.pihole.outageAfterRestart(200);

        assertThat(home.apply(CREATE)).allMatch(Outcome::succeeded);

        assertThat(home.pihole.hosts()).containsExactly(LINE);
        assertThat(home.pihole.writes()).isEqualTo(1);
        assertThat(home.waits).hasSizeGreaterThan(150);
        assertThat(home.pihole.openSessions()).isZero();
    }

    @Test
    void aRestartThatComesLateIsWaitedForAtTheStepItHits() {
        home.pihole.restartOnHosts(true);
        home.pihole.delayRestarts(1);
        home.pihole.outageAfterRestart(40);

        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            assertThat(session.apply(new Batch<>(CREATE))).allMatch(Outcome::succeeded);
            assertThat(session.observe()).hasSize(1);
        }

        assertThat(home.pihole.restarts()).isEqualTo(1);
        assertThat(home.pihole.openSessions()).isZero();
    }

    @Test
    void whileAProxyAnswersForItItIsAway() {
        home.pihole.restartOnHosts(true);
        home.pihole.behindProxy(true);
        home.pihole.outageAfterRestart(40);

        assertThat(home.apply(CREATE)).allMatch(Outcome::succeeded);
    }

    @Test
    void aWriteWhoseAnswerIsLostIsLookedAtAndNotMadeTwice() {
        home.pihole.faults().loseAnswerAfter(0);

        assertThat(home.apply(CREATE)).allMatch(Outcome::succeeded);

        assertThat(home.pihole.writes()).isEqualTo(1);
    }

    @Test
    void aWriteThatNeverArrivedIsMadeAgain() {
        AtomicBoolean hit = new AtomicBoolean();
        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            home.pihole.outageAfterRestart(5);
            home.pihole.listen(exchange -> {
                if (exchange.request().path().equals("/api/config/dns") && hit.compareAndSet(false, true)) {
                    home.pihole.restart(); // after this answer: the PATCH that follows it is not answered, nor made
                }
            });
            assertThat(session.apply(new Batch<>(CREATE))).allMatch(Outcome::succeeded);
        }

        assertThat(home.pihole.writes()).isEqualTo(1);
        assertThat(home.pihole.hosts()).containsExactly(LINE);
    }

    @Test
    void whatChangedWhileAWriteWasLostIsKept() {
        AtomicBoolean hit = new AtomicBoolean();
        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            home.pihole.outageAfterRestart(2);
            home.pihole.listen(exchange -> {
                if (exchange.request().path().equals("/api/config/dns") && hit.compareAndSet(false, true)) {
                    home.pihole.restart();
                    home.pihole.addByHand("192.0.2.9 nas.lan");
                }
            });
            assertThat(session.apply(new Batch<>(CREATE))).allMatch(Outcome::succeeded);
        }

        assertThat(home.pihole.hosts()).containsExactly("192.0.2.9 nas.lan", LINE);
    }

    @Test
    void patienceEndsAfterTheTimeThatIsSetAndIsShortFromThenOn() {
        home.timeouts = new Timeouts(Optional.of("3s"), Optional.of("2m"), Optional.empty());
        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            home.pihole.faults().goDown();

            assertThat(session.apply(new Batch<>(CREATE)))
                    .flatExtracting(Outcome::problems)
                    .extracting(Problem::summary)
                    .containsExactly("target not reachable");
            assertThat(home.waits).hasSize(120).containsOnly(Duration.ofSeconds(1));
            session.apply(new Batch<>(CREATE));
            assertThat(home.waits).hasSize(123);
        }
        assertThat(home.waits).hasSize(123);
    }

    @Test
    @Timeout(10)
    void aRunThatIsInterruptedDoesNotWait() {
        home.pause = Delay.real();
        try (Session<HostRecord> session = home.provisioner().open()) {
            session.observe();
            home.pihole.faults().goDown();
            Thread.currentThread().interrupt();

            assertThat(session.apply(new Batch<>(CREATE))).noneMatch(Outcome::succeeded);
        }
        assertThat(Thread.interrupted()).isTrue();
    }
}
