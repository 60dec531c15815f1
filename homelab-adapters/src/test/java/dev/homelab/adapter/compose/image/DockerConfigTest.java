// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DockerConfigTest {

    @Test
    void whatTheUserHasIsKeptAndOnlyTheSameRegistryIsAnother() {
        String own =
                "{\n\t\"auths\": {\"ghcr.io\": {\"identitytoken\": \"old\"}, \"quay.io\": {}},\n\t\"currentContext\": \"rootless\"\n}";

        assertThat(written(own, "ghcr.io"))
                .isEqualTo("{'auths':{'ghcr.io':{'auth':'bWU6eA=='},'quay.io':{}},'currentContext':'rootless'}");
    }

    @Test
    void theFileCountsForOurRegistryAndTheUsersProgramsForTheOthers() {
        assertThat(written(
                        "{\"credsStore\":\"pass\",\"credHelpers\":{\"ghcr.io\":\"gh\",\"quay.io\":\"q\"}}", "ghcr.io"))
                .isEqualTo("{'credsStore':'pass','credHelpers':{'ghcr.io':'','quay.io':'q'},"
                        + "'auths':{'ghcr.io':{'auth':'bWU6eA=='}}}");
    }

    @Test
    void dockerHubIsCalledByItsOldAddress() {
        assertThat(written("{\"credsStore\":\"pass\"}", "docker.io"))
                .contains("'https://index.docker.io/v1/':{'auth':'bWU6eA=='}")
                .contains("'credHelpers':{'https://index.docker.io/v1/':''}");
    }

    @Test
    void whatIsNoJsonCountsAsEmpty() {
        assertThat(written("[1", "ghcr.io"))
                .isEqualTo(written("[1]", "ghcr.io"))
                .isEqualTo(written("", "ghcr.io"))
                .isEqualTo("{'auths':{'ghcr.io':{'auth':'bWU6eA=='}}}");
    }

    private static String written(String own, String registry) {
        return DockerConfig.with(Optional.of(own), Map.of(registry, "bWU6eA=="))
                .replaceAll("\\s", "")
                .replace('"', '\'');
    }
}
