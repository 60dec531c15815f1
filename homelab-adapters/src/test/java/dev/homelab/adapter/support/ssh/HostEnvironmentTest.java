// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostEnvironmentTest {

    private static final String MARKED = "\n" + HostEnvironment.MARK + "\n";

    /** Those that are not installed here are passed over; the proof on real servers installs them. */
    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "dash", "zsh", "fish", "tcsh", "busybox sh"})
    void everyLoginShellHandsTheWordsOnAsTheyAre(String shell) throws IOException, InterruptedException {
        assumeThat(isInstalled(shell.replaceFirst(" .*", ""))).as(shell).isTrue();
        Random random = new Random(5);
        for (int round = 0; round < 20; round++) {
            List<String> words =
                    Stream.generate(() -> randomWord(random)).limit(5).toList();
            List<String> argv = new ArrayList<>(List.of("printf", "<%s>"));
            argv.addAll(words);

            String printed = run(shell, HostEnvironment.DEFAULT.throughLoginShell(argv, false), "");

            assertThat(printed)
                    .as("round %d of seed 5", round)
                    .isEqualTo(MARKED + "<" + String.join("><", words) + ">");
        }
    }

    @Test
    void onlyAProgramThatReadsIsGivenWhatIsSent() throws IOException, InterruptedException {
        List<String> cat = List.of("cat");

        assertThat(run("sh", HostEnvironment.DEFAULT.throughLoginShell(cat, true), "text"))
                .isEqualTo(MARKED + "text");
        assertThat(run("sh", HostEnvironment.DEFAULT.throughLoginShell(cat, false), "text"))
                .isEqualTo(MARKED);
    }

    @Test
    void aProgramFindsTheDockerThatTheInventoryNames() throws IOException, InterruptedException {
        HostEnvironment named = new HostEnvironment(
                Optional.of("/share/x/bin/docker"), Optional.of("/run/user/1000/docker.sock"), false);

        String variables = run("sh", named.throughLoginShell(List.of("env"), false), "");

        assertThat(variables.lines())
                .contains("DOCKER_HOST=unix:///run/user/1000/docker.sock")
                .anyMatch(line -> line.startsWith("PATH=/share/x/bin:") && line.contains(":/usr/local/bin:"));
        assertThat(named.onThisMachine(List.of("docker", "ps"))).endsWith("sh", "docker", "ps");
    }

    @Test
    void whatComesBeforeTheMarkIsKeptApart() throws IOException {
        ByteArrayOutputStream program = new ByteArrayOutputStream();
        MarkedOutput marked = new MarkedOutput(program);
        for (byte b : ("Welcome\n\n" + HostEnvironment.MARK + "!\n" + MARKED + "its own" + MARKED)
                .getBytes(StandardCharsets.UTF_8)) {
            marked.write(b);
        }

        assertThat(program).hasToString("its own" + MARKED);
        assertThat(marked.hasBegun()).isTrue();
        assertThat(marked.before()).startsWith("Welcome\n");
        assertThat(MarkedOutput.after("motd" + MARKED + "why\n")).isEqualTo("why\n");
        assertThat(MarkedOutput.after("why\n")).isEqualTo("why\n");
    }

    private static String run(String shell, String text, String input) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(shell.split(" ")));
        argv.addAll(List.of("-c", text));
        Process process = new ProcessBuilder(argv)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var out = process.getOutputStream()) {
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)).transferTo(out);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("Broken pipe"); // it had nothing to read
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed;
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String randomWord(Random random) {
        String nasty = "'\"\\!$`*?~#%&|;<>(){}[]^= \n\té€-az09";
        return random.ints(random.nextInt(20), 0, nasty.length())
                .mapToObj(nasty::charAt)
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }
}
