// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.lab.adguard.FakeAdGuard;
import dev.homelab.lab.adguard.FakeAdGuardDns;
import dev.homelab.lab.pihole.FakePihole;
import dev.homelab.problem.Problem;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.report.Verdict;
import dev.homelab.runner.guard.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Pi-hole and an AdGuard Home are replicas of each other: one that is away does not keep the other from being kept up to date. */
class PiholeAndAdGuardTest {

    private static final String ALIAS = "dns: [{hostname: album.home.arpa, cname: photos.home.arpa}]";

    private LabHome home;
    private FakePihole pihole;
    private final FakeAdGuard adguard = new FakeAdGuard("admin", "the other one's password");
    private final FakeAdGuardDns adguardDns = new FakeAdGuardDns(adguard);

    @BeforeEach
    void twoServices(@TempDir Path folder) {
        home = new LabHome(folder);
        pihole = home.lab.pihole();
        home.environment().put("ADGUARD_PASSWORD", "the other one's password");
        add("  rewrites: {kind: adguard, url: \"%s\", user: admin, password: env:ADGUARD_PASSWORD, dnsPort: %d}%n"
                .formatted(adguard.uri(), adguardDns.port()));
        home.define("photos", "photos:1", 8001, ALIAS).define("wiki", "wiki:1", 8002);
    }

    @AfterEach
    void close() {
        adguardDns.close();
        adguard.close();
        home.close();
    }

    @Test
    void bothAnswerTheSameAndBothAreAsked() {
        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertCaughtUp();
        assertThat(adguardDns.queries()).isEqualTo(home.lab.dns().queries()).isPositive();
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void anAdGuardHomeThatIsAwayIsCaughtUpByTheNextRun() {
        adguard.faults().goDown();

        assertBehind(home.apply(), "rewrites");
        assertThat(pihole.hosts()).hasSize(2);
        assertThat(adguard.rewrites()).isEmpty();
        assertBehind(home.verify(), "rewrites");

        adguard.faults().recover();
        assertThat(home.apply(LabHome.request().with(Scope.everything().onlyChanged()))
                        .ending())
                .contains(Ending.DONE);
        assertCaughtUp();
    }

    @Test
    void aPiholeThatIsAwayIsCaughtUpByTheNextRun() {
        pihole.faults().goDown();

        assertBehind(home.apply(), "dns");
        assertThat(adguard.rewrites()).hasSize(3);
        assertThat(pihole.hosts()).isEmpty();

        pihole.faults().recover();
        assertThat(home.apply().ending()).contains(Ending.DONE);
        assertCaughtUp();
    }

    @Test
    void oneThatDiesAtAWriteIsLeftBehind() {
        for (int writes = 0; writes < 3; writes++) {
            int end = adguard.writes() + writes;
            adguard.faults().ask(() -> {
                if (adguard.writes() >= end) {
                    adguard.faults().goDown();
                }
                return adguard.writes() < end;
            });
            home.define(
                    "wiki",
                    "wiki:1",
                    8002,
                    "dns: [{hostname: w%d.home.arpa}, {hostname: x%d.home.arpa}]".formatted(writes, writes));

            assertBehind(home.apply(), "rewrites");

            adguard.faults().recover();
            assertThat(home.apply().ending()).contains(Ending.DONE);
            assertThat(pihole.hosts()).hasSize(4);
            assertThat(adguard.rewrites()).hasSize(5);
        }
    }

    @Test
    void theSecondIsWrittenOnceTheFirstIsDone() {
        List<String> writes = Collections.synchronizedList(new ArrayList<>());
        pihole.listen(exchange -> {
            if (exchange.request().method().equals("PATCH")) {
                writes.add("pihole");
            }
        });
        adguard.listen(exchange -> {
            if (exchange.request().method().equals("POST")) {
                writes.add("adguard");
            }
        });

        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertThat(writes).hasSize(4);
        assertThat(writes.indexOf("pihole")).isIn(0, 3);
    }

    @Test
    void ifBothAreAwayTheRunStopsBeforeAnythingIsWritten() {
        pihole.faults().goDown();
        adguard.faults().goDown();

        Report report = home.apply();

        assertThat(report.ending()).contains(Ending.FAILED);
        assertThat(report.steps()).isEmpty();
        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).isEmpty();
    }

    @Test
    void aWrongPasswordAtOneOfThemLeavesItBehind() {
        home.environment().put("ADGUARD_PASSWORD", "not the password");

        Report report = home.apply();

        assertBehind(report, "rewrites");
        assertThat(report.problems()).extracting(Problem::summary).contains("sign-in refused");
    }

    private void add(String target) {
        Path inventory = home.lab.inventory();
        try {
            Files.writeString(inventory, Files.readString(inventory).replace("  dashboard:", target + "  dashboard:"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertCaughtUp() {
        String proxy = adguard.rewrites().stream()
                .filter(one -> one.startsWith("photos"))
                .findFirst()
                .orElseThrow()
                .substring("photos.home.arpa ".length());
        assertThat(adguard.rewrites())
                .containsExactlyInAnyOrder(
                        "album.home.arpa photos.home.arpa", "photos.home.arpa " + proxy, "wiki.home.arpa " + proxy);
        assertThat(pihole.hosts()).hasSize(2).allMatch(line -> line.startsWith(proxy + " "));
        assertThat(pihole.cnames()).containsExactly("album.home.arpa,photos.home.arpa");
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    private static void assertBehind(Report report, String target) {
        assertThat(report.ending()).contains(Ending.PENDING);
        assertThat(report.verdicts()).allMatch(Verdict::endedWell);
        assertThat(report.problems())
                .filteredOn(problem -> problem.summary().equals("target out of sync"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.render()).contains("target " + target));
    }
}
