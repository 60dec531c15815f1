// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that end: what the fake makes of them is what engine 20.10 and Compose 5.6.1 did. */
class FakeRestartTest {

    private static final String UP =
            "docker compose -p app --project-directory /opt/app -f /opt/app/compose.yaml up -d ";
    private static final String PS = "docker ps -a --format '{{.Names}} {{.State}} {{.Status}}'";
    private static final String FILE = """
            services:
              job: {image: "job:1", restart: "no"}
              server: {image: "server:1", restart: unless-stopped}
            """;

    @TempDir
    Path folder;

    private LabHost lab;

    @BeforeEach
    void start() {
        lab = new LabHost(folder);
        lab.write("/opt/app/compose.yaml", FILE);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void whatIsNotStartedAgainFailsTheWaitHoweverItEnds() {
        lab.host.docker().images().exits("job:", 0);

        assertThat(lab.run(UP + "--wait").err()).endsWith("container app-job-1 exited (0)\n");
        assertThat(lab.run(PS).out()).contains("app-job-1 exited Exited (0)", "app-server-1 running Up 10 seconds\n");
    }

    @Test
    void someServicesCanBeWaitedForAlone() {
        lab.host.docker().images().exits("job:", 0);
        lab.run(UP);
        lab.host.docker().stopByHand("app-server-1");

        assertThat(lab.run(UP + "--wait --no-deps server").exit()).isZero();

        assertThat(lab.run(PS).out()).contains("app-job-1 exited", "app-server-1 running");
    }

    @Test
    void whatIsStartedAgainAndAgainPassesTheWaitAndIsSeenNowUpAndNowDown() {
        lab.host.docker().images().exits("server:", 4);

        assertThat(lab.run(UP + "--wait --no-deps server").exit()).isZero();

        assertThat(lab.run(PS + ";" + PS).out())
                .contains(
                        "app-server-1 running Up Less than a second\n",
                        "app-server-1 restarting Restarting (4) Less than a second ago\n");
        lab.host.docker().stopByHand("app-server-1");
        assertThat(lab.run(PS).out()).contains("app-server-1 exited Exited (4)");
    }
}
