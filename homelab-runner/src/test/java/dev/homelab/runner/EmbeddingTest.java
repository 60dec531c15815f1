// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.report.Ending;
import dev.homelab.runner.source.Sources;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingTest {

    @Test
    void aProgramLoadsPlansAndApplies(@TempDir Path folder) {
        try (Lab lab = Lab.start(folder)) {
            Map<String, String> environment = new HashMap<>(lab.environment());
            environment.putAll(
                    Map.of("N8N_ENCRYPTION_KEY", "a", "GRAFANA_ADMIN_PASSWORD", "b", "VIKUNJA_JWT_SECRET", "c"));
            Sources sources = Sources.inventory(lab.inventory()).folder(Path.of("../services"));
            Homelab homelab = Homelab.read(sources, environment);
            assertThat(homelab.plan().isEmpty()).isFalse();
            assertThat(homelab.apply().ending()).contains(Ending.DONE);
            assertThat(homelab.plan().isEmpty()).isTrue();
        }
    }
}
