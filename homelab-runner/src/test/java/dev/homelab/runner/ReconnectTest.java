// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.lab.host.FakeHost;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.PollPolicy;
import dev.homelab.report.Ending;
import dev.homelab.report.Phase;
import dev.homelab.report.Report;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Hosts that are unreachable for a moment while a run makes changes, that of the run record among them. */
@Timeout(300)
class ReconnectTest {

    private static final PollPolicy PATIENCE = new PollPolicy(Duration.ofSeconds(60), Duration.ofMillis(50));

    @TempDir
    Path folder;

    private LabHome home;
    private int version = 1;

    @BeforeEach
    void start() {
        home = new LabHome(folder).define("wiki", "wiki:1", 8001);
        assertThat(home.apply().ending()).contains(Ending.DONE);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void aRunEndsDoneWhereverTheConnectionToAHostBreaks() {
        for (String name : new String[] {Lab.MEDIA, "docker-core-utils"}) {
            FakeHost host = home.lab.host(name);
            AtomicInteger begin = new AtomicInteger();
            host.line().dropBefore(0, 0);
            apply(() -> begin.set(host.line().requests()));
            int all = host.line().requests() - begin.get();
            assertThat(all).isGreaterThan(20);

            for (int request = 1; request <= all; request += 7) {
                int now = request;
                Report report = apply(() -> {
                    if (now % 2 == 0) {
                        host.line().dropBefore(now, 0);
                    } else {
                        host.line().dropAfter(now, 0);
                    }
                });

                assertThat(report.ending())
                        .as("%s %d: %s", name, request, report.problems())
                        .contains(Ending.DONE);
                assertThat(home.homelab().plan().isEmpty())
                        .as("%s %d", name, request)
                        .isTrue();
                assertThat(home.lab.host("docker-core-utils").place("/var/lib/homelab"))
                        .as("%s %d", name, request)
                        .isDirectoryNotContaining(
                                file -> file.getFileName().toString().contains("lock"));
            }
        }
    }

    @Test
    @Timeout(60)
    void aRunThatWaitsForAHostCanBeCancelled() {
        FakeHost host = home.lab.host(Lab.MEDIA);
        Cancellation cancellation = new Cancellation();
        home.define("wiki", "wiki:2", 8001);
        AtomicInteger told = new AtomicInteger();

        Report report = home.apply(
                soFar -> {
                    if (soFar.phase() == Phase.APPLYING && told.getAndIncrement() == 0) {
                        host.faults().goDown();
                        new Thread(() -> cancelOnceItWaits(host, cancellation)).start();
                    }
                },
                patient(new PollPolicy(Duration.ofMinutes(10), Duration.ofMillis(50)))
                        .cancelledBy(cancellation));

        assertThat(report.ending()).contains(Ending.CANCELLED);
        assertThat(host.docker().containers())
                .extractingByKey("wiki-server-1")
                .asString()
                .contains("wiki:1");
    }

    private static void cancelOnceItWaits(FakeHost host, Cancellation cancellation) {
        int connections = host.connections();
        boolean waits = true;
        while (waits && host.connections() < connections + 2) {
            waits = cancellation.pause(Duration.ofMillis(50));
        }
        cancellation.cancel();
        host.faults().recover();
    }

    private Report apply(Runnable atFirstChange) {
        version++;
        home.define("wiki", "wiki:" + version, 8001);
        AtomicInteger told = new AtomicInteger();
        return home.apply(
                soFar -> {
                    if (soFar.phase() == Phase.APPLYING && told.getAndIncrement() == 0) {
                        atFirstChange.run();
                    }
                },
                patient(PATIENCE));
    }

    private static RunRequest patient(PollPolicy patience) {
        return RunRequest.usual().with(RunOptions.usual().with(patience));
    }
}
