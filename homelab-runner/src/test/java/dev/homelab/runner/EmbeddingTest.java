// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.provision.Cancellation;
import dev.homelab.report.Ending;
import dev.homelab.report.Report;
import dev.homelab.runner.guard.Scope;
import dev.homelab.runner.source.Sources;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program can do that has homelab in it. */
class EmbeddingTest {

    private static final Map<String, String> SECRETS =
            Map.of("N8N_ENCRYPTION_KEY", "a", "GRAFANA_ADMIN_PASSWORD", "b", "VIKUNJA_JWT_SECRET", "c");

    @Test
    void aProgramLoadsPlansNarrowsAppliesListensAndCancels(@TempDir Path folder) {
        Map<String, String> environment = new HashMap<>(SECRETS);
        ExecutorService executor = Executors.newSingleThreadExecutor();
        List<Report> reports = new ArrayList<>();
        Cancellation cancellation = new Cancellation();
        try (Lab lab = Lab.start(folder)) {
            environment.putAll(lab.environment());
            Homelab homelab = Homelab.of(Sources.inventory(lab.inventory()).folder(Path.of("../services")))
                    .environment(environment)
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
            assertThat(report.run()).isEqualTo("20260102-030405-678");
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
}
