// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.support.file.YamlDocument;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused here is what Traefik refuses; {@link RefusedIT} asks a real one. */
class SchemaViolationTest {

    @TempDir
    Path folder;

    private TraefikLab lab;

    @BeforeEach
    void start() {
        lab = new TraefikLab(folder, "home");
        lab.load("homelab-first.yml", "");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void everySampleIsJudgedAsTheFakeJudgesIt() {
        FileSamples.REFUSED.forEach(text -> {
            assertThat(SchemaViolation.by(YamlDocument.of(text).root()))
                    .as(text)
                    .hasSize(1);
            assertThat(lab.takes(text)).as(text).isFalse();
        });
        FileSamples.REFUSED_VALUES.forEach(
                text -> assertThat(SchemaViolation.by(YamlDocument.of(text).root()))
                        .as(text)
                        .hasSize(1));
        FileSamples.TAKEN.forEach(text -> {
            assertThat(SchemaViolation.by(YamlDocument.of(text).root()))
                    .as(text)
                    .isEmpty();
            assertThat(lab.takes(text)).as(text).isTrue();
        });
    }

    @Test
    void everyPlaceOfAFileIsTold() {
        assertThat(SchemaViolation.by(YamlDocument.of("http: {routers: {a: {x: 1, y: 2}}, middlewares: {}}")
                        .root()))
                .extracting(SchemaViolation::path)
                .containsExactly("http.routers.a.x", "http.routers.a.y", "http.middlewares");
    }
}
