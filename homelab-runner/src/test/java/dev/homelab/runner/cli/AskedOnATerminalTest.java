// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.provision.Cancellation;
import dev.homelab.runner.LabHome;
import dev.homelab.runner.cli.screen.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person at a terminal sees and is asked before anything is written. */
class AskedOnATerminalTest {

    private static final int REFUSED = 4;
    private static final int CANCELLED = 130;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> questions = new ArrayList<>();
    private final Map<String, String> variables = new HashMap<>();
    private LabHome home;

    @BeforeEach
    void start(@TempDir Path folder) {
        home = new LabHome(folder);
        home.define("films", "films:1", 8096);
    }

    @AfterEach
    void stop() {
        home.close();
    }

    @Test
    void noWritesNothing() {
        int writes = home.lab.writes();

        assertThat(at(question -> "n", "apply")).isEqualTo(CANCELLED);

        assertThat(questions).containsExactly("Apply these 4 changes? [y/N] ");
        assertThat(out.toString()).contains("4 to create", "films:1");
        assertThat(err.toString()).endsWith("Cancelled; nothing was changed.\n");
        assertThat(home.lab.writes()).isEqualTo(writes);
    }

    @Test
    void theEndOfInputIsNoAgreement() {
        assertThat(at(question -> null, "apply")).isEqualTo(CANCELLED);
    }

    @Test
    void yesAppliesThePlanThatWasShown() {
        assertThat(at(question -> "y", "apply")).isZero();

        assertThat(out.toString()).containsSubsequence("4 to create", "films:1", "Done: 4 changes");
        assertThat(home.homelab().plan().isEmpty()).isTrue();
    }

    @Test
    void whatIsNoLongerWhatWasShownIsRefused() {
        home.apply();
        home.define("films", "films:2", 8096);
        int code = at(
                question -> {
                    home.lab.pihole().removeByHand(home.lab.pihole().hosts().get(0));
                    return "y";
                },
                "apply");

        assertThat(code).isEqualTo(REFUSED);
        assertThat(err.toString()).contains("plan is stale");
    }

    @Test
    void nothingToDoIsNotAsked() {
        home.apply();

        assertThat(at(question -> "n", "apply")).isZero();
        assertThat(questions).isEmpty();
        assertThat(out.toString()).contains("Nothing to do");
    }

    @Test
    void aPlanThatIsRefusedIsNotAsked() {
        home.lab.pihole().addByHand("192.0.2.99 films.home.arpa");

        assertThat(at(question -> "y", "apply")).isEqualTo(REFUSED);
        assertThat(questions).isEmpty();
        assertThat(err.toString()).contains("already exists");
    }

    @Test
    void agreementBeforehandIsNotAskedFor() {
        assertThat(at(question -> "n", "apply", "-y")).isZero();
        assertThat(questions).isEmpty();
        assertThat(out.toString()).doesNotContain("to create");
    }

    @Test
    void neitherCiNorAProgramIsAsked() {
        assertThat(at(question -> "n", "apply", "--json")).isZero();
        variables.put("CI", "true");
        home.define("films", "films:2", 8096);
        assertThat(at(question -> "n", "apply")).isZero();

        assertThat(questions).isEmpty();
    }

    @Test
    void aRollbackAsksFirst() {
        home.apply();
        int writes = home.lab.writes();

        assertThat(at(question -> "n", "rollback")).isEqualTo(CANCELLED);
        assertThat(questions).containsExactly("Apply these 4 changes? [y/N] ");
        assertThat(home.lab.writes()).isEqualTo(writes);
        assertThat(at(question -> "yes", "rollback")).isZero();
        assertThat(out.toString()).contains("4 to delete");
    }

    @Test
    void aPlanIsColoredBySignAndEndsWithTheSummaryAndWhatIsNext() {
        home.apply();
        home.define("films", "films:2", 8096);
        home.define("music", "music:1", 8097);

        assertThat(at(question -> "n", "plan", "--target", "docker-media")).isZero();
        assertThat(out.toString())
                .contains(
                        "\u001b[33m    ~ docker-media       films:2  [risk: restart]\u001b[0m\n",
                        "\u001b[33m        ~ containers.server.image: films:1 -> films:2\u001b[0m\n",
                        "\u001b[32m    + docker-media       music:1\u001b[0m\n")
                .containsSubsequence(
                        "1 to create, 1 to update, 0 to delete, 3 unchanged, for 2 services.\n",
                        "Next:\n\n  homelab apply --services")
                .endsWith(" --target docker-media\n");
    }

    @Test
    void colorsAreShownWhereTheyAreWanted() {
        variables.put("NO_COLOR", "1");
        at(question -> "n", "plan");
        assertThat(out.toString()).contains("+ docker-media").doesNotContain("\u001b");

        variables.put("FORCE_COLOR", "1");
        at(question -> "n", "plan");
        assertThat(out.toString()).contains("\u001b[32m    + docker-media");
    }

    @Test
    void linesFitTheTerminal() {
        home.define("films", "registry.home.arpa/a-long-name-of-an-owner/films-with-a-long-name:2025.12.31", 8096);
        variables.put("NO_COLOR", "1");
        at(question -> "n", "plan");

        assertThat(out.toString().lines())
                .filteredOn(line -> !line.startsWith("  homelab apply"))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    private int at(Function<String, @Nullable String> person, String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                command,
                "--services",
                home.services.toString(),
                "--inventory",
                home.lab.inventory().toString()));
        arguments.addAll(List.of(options));
        variables.putAll(home.environment());
        Function<String, @Nullable String> asked = question -> {
            questions.add(question);
            return person.apply(question);
        };
        Screen screen = new Screen(variables, Optional.of(asked), () -> 100);
        HomelabCommand program = new HomelabCommand(variables, new Masker(), new Cancellation(), screen);
        return Main.run(
                program, new PrintWriter(out, true), new PrintWriter(err, true), arguments.toArray(String[]::new));
    }
}
