// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.provision.CheckResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are those of Docker Engine 20.10. */
class ContainerStatusTest {

    @ParameterizedTest
    @CsvSource({
        "running, Up Less than a second, false",
        "running, Up 1 second, false",
        "running, Up 4 seconds, false",
        "running, Up 5 seconds, true",
        "running, Up About a minute, true",
        "running, Up 3 weeks, true",
        "running, Up 3 weeks (healthy), true",
        "running, Up 1 second (healthy), true",
        "running, Up 5 seconds (healthy), true",
        "running, Up 1 second (health: starting), false",
        "running, Up 2 minutes (unhealthy), false",
        "paused, Up 4 minutes (Paused), false",
        "restarting, Restarting (4) 3 seconds ago, false",
        "exited, Exited (0) 2 hours ago, false",
        "exited, Exited (137) 2 hours ago, false",
        "created, Created, false",
        "dead, Dead, false"
    })
    void whatIsToStayIsWellWhenItIsHealthyOrHasStayed(String state, String text, boolean isGood) {
        assertThat(new ContainerStatus(state, text)
                        .finding("server", false, Life.UNKNOWN)
                        .good())
                .isEqualTo(isGood);
    }

    @ParameterizedTest
    @CsvSource({
        "running, Up 1 second, false",
        "running, Up 2 minutes, true",
        "running, Up 2 minutes (health: starting), true",
        "running, Up 2 minutes (unhealthy), true",
        "restarting, Restarting (1) 3 seconds ago, false",
        "exited, Exited (0) 2 hours ago, true",
        "exited, Exited (1) 2 hours ago, false",
        "created, Created, false"
    })
    void whatIsToEndIsWellWhileItRunsAndOnceItHasEndedWell(String state, String text, boolean isGood) {
        assertThat(new ContainerStatus(state, text)
                        .finding("migration", true, Life.UNKNOWN)
                        .good())
                .isEqualTo(isGood);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, false, Up 4 seconds (healthy), false",
        "1, 3, false, Up 9 seconds (healthy), false",
        "1, 3, false, Up 10 seconds (healthy), true",
        "40, 400, false, Up 19 seconds, false",
        "40, 400, false, Up 20 seconds, true",
        "7, 7000, false, Up 44 seconds (healthy), false",
        "7, 7000, false, Up About a minute (healthy), true",
        "2, 6, true, Up About a minute (healthy), false",
        "2, 6, true, Up 9 minutes, false",
        "2, 6, true, Up 10 minutes, true",
        "2, 6, true, Up About an hour, true",
        "3, 9, false, Up 3 weeks (healthy), true"
    })
    void whatWasRestartedIsWellOnceItHasStayedLongerThanBefore(
            int restarts, long seconds, boolean outOfMemory, String text, boolean isGood) {
        Life life = new Life(restarts, Duration.ofSeconds(seconds), outOfMemory);

        assertThat(new ContainerStatus("running", text)
                        .finding("server", false, life)
                        .good())
                .isEqualTo(isGood);
    }

    @Test
    void aFindingSaysHowOftenItWasRestarted() {
        assertThat(new ContainerStatus("running", "Up 2 seconds (healthy)")
                        .finding("server", false, new Life(4, Duration.ofSeconds(12), true)))
                .isEqualTo(new CheckResult(
                        "server runs and is healthy",
                        false,
                        "Up 2 seconds (healthy), restarted 4 times, killed for lack of memory, too short to judge"));
    }

    @Test
    void aFindingSaysWhatDockerSays() {
        assertThat(new ContainerStatus("running", "Up 9 minutes (healthy)").finding("server", false, Life.UNKNOWN))
                .isEqualTo(new CheckResult("server runs and is healthy", true, "Up 9 minutes (healthy)"));
        assertThat(new ContainerStatus("restarting", "Restarting (4) 1 second ago")
                        .finding("server", false, Life.UNKNOWN))
                .isEqualTo(new CheckResult("server runs", false, "Restarting (4) 1 second ago"));
        assertThat(new ContainerStatus("running", "Up 1 second").finding("server", false, Life.UNKNOWN))
                .isEqualTo(new CheckResult("server runs", false, "Up 1 second, too short to judge"));
        assertThat(new ContainerStatus("exited", "Exited (0) 2 days ago").finding("migration", true, Life.UNKNOWN))
                .isEqualTo(new CheckResult("migration runs or has done its work", true, "Exited (0) 2 days ago"));
    }
}
