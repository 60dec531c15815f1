// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNameTest {

    private static final String DIGEST = "sha256:" + "0".repeat(64);

    @ParameterizedTest
    @CsvSource({
        "nginx, nginx:latest, true",
        "nginx:1.29, nginx:1.29, false",
        "nginx:stable-alpine, nginx:stable-alpine, true",
        "nginx:Latest, nginx:Latest, true",
        "app:nightly-2026, app:nightly-2026, true",
        "postgres:17-alpine, postgres:17-alpine, false",
        "localhost:5000/app, localhost:5000/app:latest, true",
        "registry.lan:5000/a/b:1, registry.lan:5000/a/b:1, false",
        "ghcr.io/immich-app/immich-server:release, ghcr.io/immich-app/immich-server:release, true",
        "app:released, app:released, false"
    })
    void aTagThatNamesNoVersionMoves(String name, String tagged, boolean isMoving) {
        ImageName image = ImageName.of(name);

        assertThat(image.tagged()).isEqualTo(tagged);
        assertThat(image.isMoving()).isEqualTo(isMoving);
        assertThat(image.with(DIGEST).value()).isEqualTo(tagged + "@" + DIGEST);
        assertThat(image.with(DIGEST).isMoving()).isFalse();
        assertThat(image.with(DIGEST).digest()).contains(DIGEST);
        assertThat(image.with(DIGEST).value()).matches(ImageName.FORM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " nginx",
                "nginx:",
                "nginx@sha256:12",
                "nginx:a b",
                "nginx:<latest>",
                "nginx\u001b[31m",
                "${IMAGE}:1",
                "nginx:1:2",
                "-nginx",
                "nginx\n"
            })
    void whatDockerTakesForNoImageIsNone(String name) {
        assertThat(name).doesNotMatch(ImageName.FORM);
    }
}
