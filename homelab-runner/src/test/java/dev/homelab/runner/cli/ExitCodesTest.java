// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.report.Ending;
import dev.homelab.runner.LabHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same thing ends every command with the same exit code, and the page has each. */
class ExitCodesTest {

    private LabHome home;

    @BeforeEach
    void oneService(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("wiki", "wiki:1", 8002);
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void aNameThatDoesNotExistIsRefused() {
        for (List<String> command : List.of(
                List.of("show", "wikki"),
                List.of("explain", "wikki"),
                List.of("plan", "--only", "wikki"),
                List.of("apply", "--only", "wikki"),
                List.of("plan", "--without", "nowhere"),
                List.of("apply", "--without", "nowhere"),
                List.of("show", "20200101-000000-000"),
                List.of("rollback", "--run", "20200101-000000-000"))) {
            assertThat(run(command)).as("%s", command).isEqualTo(Ending.REFUSED.exitCode());
        }
    }

    @Test
    void aTargetThatDoesNotAnswerIsAFailure() {
        home.lab.traefik().faults().goDown();
        for (String command : List.of("plan", "apply", "verify", "drift")) {
            assertThat(run(List.of(command))).as(command).isEqualTo(Ending.FAILED.exitCode());
        }
    }

    @Test
    void definitionsThatAreNotValidAreThatEverywhere() {
        home.write("media/wiki.yaml", "name: wiki\nhost: nowhere\n");
        for (String command : List.of("validate", "plan", "apply", "verify", "drift")) {
            assertThat(run(List.of(command))).as(command).isEqualTo(Ending.INVALID.exitCode());
        }
    }

    @Test
    void anOptionThatDoesNotExistIsWrongUsage() {
        for (String command : List.of("validate", "plan", "apply", "verify", "drift", "history", "rollback")) {
            assertThat(run(List.of(command, "--nowhere"))).as(command).isEqualTo(64);
        }
    }

    @Test
    void thePageHasEveryCode() throws IOException {
        String page = Files.readString(Path.of("../docs/TROUBLESHOOTING.md"));
        for (Ending ending : Ending.values()) {
            assertThat(page).contains("\n| " + ending.exitCode() + " | ");
        }
    }

    private int run(List<String> command) {
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(1, List.of("--services", home.services.toString()));
        arguments.addAll(1, List.of("--inventory", home.lab.inventory().toString()));
        return Main.run(
                home.environment(),
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                arguments.toArray(String[]::new));
    }
}
