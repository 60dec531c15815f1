// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static dev.homelab.model.dsl.Dsl.define;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.report.Ending;
import dev.homelab.runner.source.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingTest {

    @Test
    void aProgramLoadsPlansAndApplies(@TempDir Path folder) throws IOException {
        try (Lab lab = Lab.start(folder)) {
            Map<String, String> environment = new HashMap<>(lab.environment());
            environment.put("N8N_ENCRYPTION_KEY", "a");
            environment.put("GRAFANA_ADMIN_PASSWORD", "b");
            environment.put("VIKUNJA_JWT_SECRET", "c");
            Sources sources = Sources.inventory(lab.inventory())
                    .folder(yamlOf(Path.of("../services"), folder.resolve("yaml")))
                    .with(define("photos", "docker-media", s -> s.container("server", "photoprism/photoprism:250707")));
            Homelab homelab = Homelab.read(sources, environment);
            assertThat(homelab.plan().isEmpty()).isFalse();
            assertThat(homelab.apply().ending()).contains(Ending.DONE);
            assertThat(homelab.plan().isEmpty()).isTrue();
        }
    }

    /** Copies the YAML of a folder, whose services in Java are not compiled here. */
    private static Path yamlOf(Path services, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(services, 2)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                Path to = copy.resolve(services.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        return copy;
    }
}
