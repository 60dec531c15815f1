// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.lab.Lab;
import dev.homelab.report.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on hosts that are behind another one, or are this machine. */
class WayTest {

    private static final String GLANCE = "docker-lxc-glance";

    private LabHome home;

    @BeforeEach
    void oneService(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("wiki", "wiki:1", 8002);
        home.define("photos", "photos:1", 8001);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aServiceIsAppliedThroughAJumpHost() throws IOException {
        inventory(Lab.MEDIA + ": {address", Lab.MEDIA + ": {via: " + GLANCE + ", address");

        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertThat(home.lab.host(Lab.MEDIA).docker().containers()).containsKey("wiki-server-1");
        assertThat(home.lab.host(GLANCE).connections()).isEqualTo(1);
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void aTileIsAppliedOnThisMachine() throws IOException {
        Path dashboard = home.lab.host(GLANCE).place("/opt/glance/config");
        inventory(
                (GLANCE + ": {address: 192.0.2.12, ssh: \"127.0.0.1:%d\"}")
                        .formatted(home.lab.host(GLANCE).port()),
                GLANCE + ": {address: 192.0.2.12, connection: local}");
        inventory("/opt/glance/config", dashboard.toString());

        assertThat(home.apply().ending()).contains(Ending.DONE);

        assertThat(dashboard).isDirectoryContaining("glob:**.yml");
        assertThat(home.lab.host(GLANCE).connections()).isZero();
        assertThat(home.homelab().plan().isEmpty()).isTrue();
        home.remove("wiki");
        assertThat(home.apply().ending()).contains(Ending.DONE);
    }

    private void inventory(String from, String to) throws IOException {
        String text = Files.readString(home.lab.inventory());
        assertThat(text).contains(from);
        Files.writeString(home.lab.inventory(), text.replace(from, to));
    }
}
