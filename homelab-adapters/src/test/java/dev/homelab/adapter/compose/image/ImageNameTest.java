// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {

    @ParameterizedTest
    @CsvSource({
        "nginx:1.29, nginx",
        "docker.io/library/nginx:1.29, nginx",
        "docker.io/grafana/grafana:12, grafana/grafana",
        "ghcr.io/immich-app/server:v2, ghcr.io/immich-app/server",
        "127.0.0.1:5055/web, 127.0.0.1:5055/web",
        "127.0.0.1:5055/web:stable, 127.0.0.1:5055/web",
        "nginx:1@sha256:00ff, nginx",
        "nginx@sha256:00ff, nginx"
    })
    void theRepositoryIsAsDockerListsIt(String name, String repository) {
        assertThat(ImageName.repository(name)).isEqualTo(repository);
    }

    @Test
    void aNameThatSomebodyGaveOnTheHostBelongsToNoRegistry() {
        RunningImage image = new RunningImage("sha256:00", List.of("ghcr.io/some/web@sha256:00ff"));

        assertThat(image.cameFromRegistryOf("ghcr.io/some/web:2")).isTrue();
        assertThat(image.cameFromRegistryOf("own:2")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "films:1,docker.io",
        "own/films:1,docker.io",
        "docker.io/own/films:1,docker.io",
        "index.docker.io/own/films,docker.io",
        "ghcr.io/own/films@sha256:1,ghcr.io",
        "localhost/films,localhost",
        "nas:5000/films:1,nas:5000",
    })
    void theRegistryIsWhatCanBeAHostBeforeTheFirstSlash(String name, String registry) {
        assertThat(ImageName.registry(name)).isEqualTo(registry);
    }
}
