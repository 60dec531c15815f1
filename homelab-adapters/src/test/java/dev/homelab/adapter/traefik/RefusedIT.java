// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.real.RealServers;
import dev.homelab.adapter.support.http.Apis;
import dev.homelab.adapter.support.http.Calls;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.problem.Where;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.PollPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** What is refused here is what a real Traefik refuses: while it is there, no other file is loaded. */
@EnabledIfEnvironmentVariable(
        named = RealServers.NEEDED,
        matches = "/.*",
        disabledReason = "the real servers are not up: it/servers up DIR, and export what DIR/servers.env says")
class RefusedIT {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final PollPolicy ENOUGH = new PollPolicy(Duration.ofSeconds(10), PAUSE);
    private static final PollPolicy IN_VAIN = new PollPolicy(Duration.ofSeconds(1), PAUSE);

    private final RealServers servers = new RealServers("home");
    private final Http http = new Http();
    private final TraefikApi api =
            new Apis(http).api(TraefikApi.class, URI.create(RealServers.variable("TRAEFIK_API")), Map::of);
    private int probes;

    @BeforeEach
    @AfterEach
    void clear() {
        servers.byHand("rm -f %s/*".formatted(RealServers.variable("TRAEFIK_DIR")));
    }

    @AfterEach
    void stop() {
        servers.close();
        http.close();
    }

    @Test
    void everySampleIsJudgedAsARealTraefikJudgesIt() {
        FileSamples.TAKEN.forEach(
                text -> assertThat(isLoadedBeside(text, ENOUGH)).as(text).isTrue());
        Stream.concat(FileSamples.REFUSED.stream(), FileSamples.REFUSED_VALUES.stream())
                .forEach(text ->
                        assertThat(isLoadedBeside(text, IN_VAIN)).as(text).isFalse());
    }

    private boolean isLoadedBeside(String text, PollPolicy polling) {
        String name = "probe" + ++probes;
        servers.byHand("""
                cd %s
                rm -f *
                cat > sample.yml <<'YAML'
                %s
                YAML
                echo 'http: {routers: {%s: {rule: "Host(`%s.home.arpa`)", service: "api@internal"}}}' > probe.yml
                """.formatted(RealServers.variable("TRAEFIK_DIR"), text, name, name));
        return polling.await(
                () -> new RuntimeConfig(new Calls(Where.nowhere()).get(api.rawData()))
                        .names("routers")
                        .contains(name + "@file"),
                loaded -> loaded,
                new Cancellation());
    }
}
