// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.provision.Cancellation;
import dev.homelab.runner.LabHome;
import dev.homelab.runner.cli.screen.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DestroyCommandTest {

    private static final int REFUSED = 4;

    private final StringWriter out = new StringWriter();
    private LabHome home;
    private SortedMap<String, String> before = new TreeMap<>();

    @BeforeEach
    void aHomelabThatRuns(@TempDir Path folder) throws IOException {
        home = new LabHome(folder);
        home.write("inventory.yaml", Files.readString(home.lab.inventory()));
        before = home.lab.snapshot();
        home.define("photos", "photos:1", 8001).define("wiki", "wiki:1", 8002);
        assertThat(home.apply().ending())
                .hasValueSatisfying(ending -> assertThat(ending.exitCode()).isZero());
        assertThat(home.lab.snapshot()).isNotEqualTo(before);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void everythingOfTheHomelabGoesAndDataIsKeptAndNamed() {
        assertThat(destroy("", "--yes-destroy", name())).as(out.toString()).isZero();

        assertThat(out.toString()).contains("kept: volume photos_data");
        assertThat(home.lab.pihole().hosts()).noneMatch(line -> line.contains("photos"));
        assertThat(home.lab.host("docker-media").docker().containers()).isEmpty();
        assertThat(home.lab.traefik().routers().keySet()).noneMatch(router -> router.contains("photos"));
        assertThat(destroy("", "--yes-destroy", name())).isZero();
    }

    @Test
    void withoutAConfirmationNothingIsChanged() {
        SortedMap<String, String> running = home.lab.snapshot();

        assertThat(destroy("")).isEqualTo(REFUSED);
        assertThat(destroy("", "--yes-destroy", "another")).isEqualTo(REFUSED);
        assertThat(destroy("y")).isEqualTo(REFUSED);

        assertThat(out.toString())
                .contains("error: destruction not confirmed", "homelab destroy --yes-destroy " + name());
        assertThat(home.lab.snapshot()).isEqualTo(running);
    }

    @Test
    void onATerminalTheNameIsTyped() {
        assertThat(destroy(name())).as(out.toString()).isZero();

        assertThat(home.lab.host("docker-media").docker().containers()).isEmpty();
    }

    @Test
    void aProtectedServiceKeepsItFromBeingDone() {
        home.define("photos", "photos:1", 8001, "protect: true");
        home.apply();

        assertThat(destroy(name(), "--yes-destroy", name())).isEqualTo(REFUSED);

        assertThat(out.toString()).contains("error: service is protected");
        assertThat(home.lab.host("docker-media").docker().containers()).hasSize(2);
    }

    @Test
    void aRollbackBringsItBack() {
        SortedMap<String, String> running = home.lab.snapshot();
        destroy(name());
        String run = home.homelab().history().get(1).run();

        assertThat(home.homelab().rollback(run).problems()).isEmpty();

        assertThat(home.lab.host("docker-media").docker().containers()).hasSize(2);
        assertThat(running).isNotEmpty();
    }

    private String name() {
        return home.homelab().catalog().catalog().inventory().homelab();
    }

    private int destroy(String answer, String... options) {
        String[] arguments = new String[options.length + 5];
        System.arraycopy(options, 0, arguments, 5, options.length);
        System.arraycopy(
                new String[] {"destroy", "--services", home.services.toString(), "--patience", "3"},
                0,
                arguments,
                0,
                5);
        Map<String, String> environment = home.environment();
        Screen screen = answer.isEmpty()
                ? Screen.none(environment)
                : new Screen(environment, Optional.of(prompt -> answer), () -> 80);
        HomelabCommand program = new HomelabCommand(environment, new Masker(), new Cancellation(), screen);
        return Main.run(program, new PrintWriter(out), new PrintWriter(out), arguments);
    }
}
