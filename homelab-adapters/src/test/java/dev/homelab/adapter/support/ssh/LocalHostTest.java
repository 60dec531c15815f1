// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Folder.Access;
import dev.homelab.spi.RemoteHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHostTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final RemoteHost host = new LocalHost("nas", HostEnvironment.DEFAULT);

    @Test
    void aCommandIsRunWithItsWordsAsTheyAre() {
        assertThat(host.run(List.of("printf", "%s|", "it's", "a  b", "$HOME", "*"), LIMIT))
                .isEqualTo(new CommandResult(0, "it's|a  b|$HOME|*|", ""));
    }

    @Test
    void aCommandReadsWhatItIsGiven() {
        String much = "line\n".repeat(100_000);

        assertThat(host.run(List.of("cat"), much, LIMIT).output()).isEqualTo(much);
        assertThat(host.run(List.of("true"), much, LIMIT).succeeded()).isTrue();
    }

    @Test
    void aCommandThatFailsOrIsNotThereIsNoException() {
        assertThat(host.run(List.of("sh", "-c", "echo why >&2; exit 3"), LIMIT))
                .isEqualTo(new CommandResult(3, "", "why\n"));
        assertThat(host.run(List.of("no-such-program"), LIMIT).exit()).isEqualTo(127);
    }

    @Test
    void linesOfErrorsComeWhileTheCommandRuns(@TempDir Path folder) {
        Path seen = folder.resolve("seen");
        String waits =
                "echo one >&2; i=0; until [ -e %s ]; do i=$((i + 1)); [ $i -lt 80 ] || exit 1; sleep 0.1; done; echo two >&2"
                        .formatted(seen);
        List<String> lines = new ArrayList<>();
        CommandResult result = host.follow(
                List.of("sh", "-c", waits),
                line -> {
                    lines.add(line);
                    assertThatCode(() -> Files.writeString(seen, "")).doesNotThrowAnyException();
                },
                LIMIT);

        assertThat(result).isEqualTo(new CommandResult(0, "", "one\ntwo\n"));
        assertThat(lines).containsExactly("one", "two");
    }

    @Test
    void aCommandIsNotReachedByTheSignalsOfOurTerminal() {
        String group = host.run(List.of("sh", "-c", "cut -d ' ' -f 5 /proc/$$/stat"), LIMIT)
                .output()
                .strip();
        String ours = host.run(
                        List.of(
                                "cut",
                                "-d",
                                " ",
                                "-f",
                                "5",
                                "/proc/%d/stat"
                                        .formatted(ProcessHandle.current().pid())),
                        LIMIT)
                .output()
                .strip();

        assertThat(group).matches("[0-9]+").isNotEqualTo(ours);
    }

    @Test
    void aCommandThatTakesTooLongIsEndedWithAllItStarted() {
        assertThatThrownBy(() -> host.run(List.of("sh", "-c", "sleep 60; true"), Duration.ofMillis(300)))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("did not end within");
        List<ProcessHandle> left = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("sleep 60"))
                .toList();
        assertThat(left).allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(LIMIT));
    }

    @Test
    void aCommandThatPrintsWithoutEndIsStopped() {
        CommandResult result = host.run(List.of("yes"), Duration.ofMinutes(5));

        assertThat(result.succeeded()).isFalse();
        assertThat(result.reason()).isEqualTo("it printed more than 64 MB, and was stopped");
    }

    @Test
    void ofEndlessComplaintsBeginningAndEndAreKept() {
        CommandResult result = host.run(
                List.of(
                        "sh",
                        "-c",
                        "echo first >&2; head -c 9000000 /dev/zero | tr '\\0' e >&2; echo; echo last >&2; exit 1"),
                Duration.ofMinutes(1));

        assertThat(result.errors()).startsWith("first").endsWith("last\n").hasSizeLessThan(2_000_000);
    }

    @Test
    void aCommandIsGivenNoVariableThatMayBeASecret() {
        List<String> names = host.run(List.of("env"), LIMIT)
                .output()
                .lines()
                .map(line -> line.substring(0, Math.max(0, line.indexOf('='))))
                .toList();

        assertThat(names)
                .contains("PATH")
                .allMatch(name -> name.matches("PATH|HOME|USER|LOGNAME|LANG|LC_.*|XDG_.*|DOCKER_.*|PWD|_"));
    }

    @Test
    void itsFoldersAreThoseOfThisMachine(@TempDir Path folder) {
        host.folder(folder + "/new").write("a", "text", Access.PRIVATE);

        assertThat(folder.resolve("new/a")).hasContent("text");
    }
}
