// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.homelab.adapter.support.http.LimitedExchange.Limits;
import dev.homelab.lab.http.EndlessServer;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All adapters and notifiers call through {@link Http}: whatever a server does, a call ends. */
class LimitsTest {

    private static final Limits SHORT = new Limits(Duration.ofSeconds(1), 1 << 20);
    private static final Duration NO_HANGING = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource(EndlessServer.Way.class)
    void aCallEndsWhateverTheServerDoes(EndlessServer.Way way) {
        try (EndlessServer server = new EndlessServer(way);
                Http http = new Http(SHORT)) {
            Pings pings = new Apis(http).api(Pings.class, server.uri(), Map::of);

            assertTimeoutPreemptively(
                    NO_HANGING,
                    () -> assertThatThrownBy(() -> new Calls(Where.nowhere()).get(pings.ping()))
                            .isInstanceOf(TargetException.class)
                            .hasMessageContaining("GET /ping got no answer"));
        }
    }
}
