// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.runner.render.PlanText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody's hand at a target is told apart from, on the lab. */
class DriftTest {

    private LabHome home;

    @BeforeEach
    void applied(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("wiki", "wiki:1", 8002).define("photos", "photos:1", 8001);
        home.apply();
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void whatAPersonStoppedIsDrift() {
        home.lab.host(Lab.MEDIA).docker().stopByHand("wiki-server-1");
        home.define("photos", "photos:2", 8001);
        int writes = home.lab.writes();

        HomelabPlan plan = home.homelab().plan();

        assertThat(plan.hasDrift()).isTrue();
        assertThat(PlanText.drift(plan))
                .startsWith("Drift in homelab \"lab\": 1 resource changed by hand, for 1 service.")
                .endsWith("Pending, and no drift: 1 change.")
                .contains("  wiki  (changed by hand)")
                .doesNotContain("  photos  (definition changed)");
        assertThat(home.lab.writes()).isEqualTo(writes);
    }

    @Test
    void whatAPersonPutInItsPlaceIsDriftToo() throws IOException {
        Path route = home.lab.host("traefik").place("/etc/traefik/dynamic/homelab-wiki.yml");
        Files.writeString(route, "http: {services: {}}\n");

        assertThat(String.join("\n", PlanText.drift(home.homelab().plan())))
                .contains("  wiki  (replaced by hand: conflict)", "    ! proxy  ");
    }

    @Test
    void whatADefinitionAsksForIsNone() {
        home.define("wiki", "wiki:2", 8002);
        home.remove("photos");

        assertThat(home.homelab().plan().hasDrift()).isFalse();
    }
}
