// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.provision.Finding;
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
        assertThat(new ContainerStatus(state, text).finding("server", false).good())
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
        assertThat(new ContainerStatus(state, text).finding("migration", true).good())
                .isEqualTo(isGood);
    }

    @Test
    void aFindingSaysWhatDockerSays() {
        assertThat(new ContainerStatus("running", "Up 9 minutes (healthy)").finding("server", false))
                .isEqualTo(new Finding("server runs and is healthy", true, "Up 9 minutes (healthy)"));
        assertThat(new ContainerStatus("restarting", "Restarting (4) 1 second ago").finding("server", false))
                .isEqualTo(new Finding("server runs", false, "Restarting (4) 1 second ago"));
        assertThat(new ContainerStatus("running", "Up 1 second").finding("server", false))
                .isEqualTo(new Finding("server runs", false, "Up 1 second, too short to tell"));
        assertThat(new ContainerStatus("exited", "Exited (0) 2 days ago").finding("migration", true))
                .isEqualTo(new Finding("migration runs or has done its work", true, "Exited (0) 2 days ago"));
    }
}
