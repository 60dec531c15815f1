// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.model.value.SecretRef;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.source.Sources;
import dev.homelab.spi.SecretSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program can do that has homelab in it: its own secrets, clock and executor, a plan that is narrowed, and a cancellation. */
class EmbeddingTest {

    @Test
    void aProgramLoadsPlansNarrowsAppliesListensAndCancels(@TempDir Path folder) {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        List<Report> reports = new ArrayList<>();
        Cancellation cancellation = new Cancellation();
        try (Lab lab = Lab.start(folder)) {
            Homelab homelab = Homelab.of(Sources.inventory(lab.inventory()).folder(Path.of("../services")))
                    .secretSource(new Vault(lab.environment()))
                    .clock(Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC))
                    .executor(executor)
                    .listener(reports::add)
                    .listener(report -> {
                        if (report.steps().size() == 30) {
                            cancellation.cancel();
                        }
                    })
                    .build();

            HomelabPlan whole = homelab.plan();
            HomelabPlan narrow =
                    homelab.plan(RunRequest.usual().with(Scope.everything().only("jellyfin")));
            assertThat(narrow.count()).isPositive().isLessThan(whole.count());
            Report report = homelab.apply(narrow);
            assertThat(report.ending()).contains(Ending.DONE);
            assertThat(report.run()).startsWith("20260102-030405-");
            assertThat(reports).last().isEqualTo(report);

            Report cancelled = homelab.apply(RunRequest.usual().cancelledBy(cancellation));
            assertThat(cancelled.ending()).contains(Ending.CANCELLED);
            assertThat(homelab.plan().isEmpty()).isFalse();
            assertThat(homelab.apply().ending()).contains(Ending.DONE);
            assertThat(homelab.plan().isEmpty()).isTrue();
            assertThat(homelab.verify().ending()).contains(Ending.DONE);
        } finally {
            executor.shutdown();
        }
    }

    /** Keeps the secrets of the lab, and makes up those of services. */
    private record Vault(Map<String, String> known) implements SecretSource {

        @Override
        public String scheme() {
            return "env";
        }

        @Override
        public String find(SecretRef reference, Map<String, String> environment, Where where) {
            return known.getOrDefault(reference.location(), "secret-of-" + reference.location());
        }
    }
}
