// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.homelab.adapter.Homes;
import dev.homelab.adapter.TestLab;
import dev.homelab.adapter.support.file.LocalFolder;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.problem.Where;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Folder;
import dev.homelab.spi.RemoteHost;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectScannerTest {

    private static final List<String> NAMES = List.of("compose.yaml", "compose.yml", ".env");
    private static final String HASH = "0123456789abcdef";

    @TempDir
    Path folder;

    @Test
    void oneCommandReadsEveryProjectAndNothingElse() {
        try (TestLab lab = new TestLab(folder, "home")) {
            projects((path, text) -> lab.write("/opt/stacks/" + path, text));
            for (int i = 0; i < 60; i++) {
                lab.write("/opt/stacks/app" + i + "/compose.yaml", "services: {}\n");
            }

            ScanResult reading =
                    pass(lab.context().hosts().host("nas"), "/opt/stacks").read();

            assertThat(reading.folders()).hasSize(62);
            assertProjects(reading);
            assertThat(lab.host.commands()).isEqualTo(1);
            assertThat(lab.host.sftpRequests()).isZero();
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theProgramsOfThisMachineUnderstandIt() throws IOException {
        projects(this::write);
        Path linked = Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(linked.resolve("compose.yaml"), "linked");
        Files.createSymbolicLink(folder.resolve("s/away"), linked);
        Files.createSymbolicLink(folder.resolve("s/wiki/.env"), folder.resolve("s/wiki/data/compose.yaml"));
        Files.createSymbolicLink(folder.resolve("s/films/compose.yml"), linked);
        Files.createLink(folder.resolve("s/wiki/compose.yml"), folder.resolve("s/wiki/compose.yaml"));

        ScanResult reading = pass(thisMachine(), folder.resolve("s").toString()).read();

        assertThat(reading.of("away")).containsOnly(Map.entry("compose.yaml", "linked"));
        assertThat(reading.of("wiki")).containsEntry("compose.yml", "wiki").containsEntry(".env", "too deep");
        assertThat(reading.of("films")).doesNotContainKey("compose.yml");
        assertThat(reading.of("films").get("files/" + HASH + "/" + "long".repeat(40)))
                .isEqualTo("é");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFolderThatIsNotThereHasNone() {
        assertThat(pass(thisMachine(), folder.resolve("nowhere").toString()).read())
                .isEqualTo(ScanResult.none());
    }

    @Test
    void whatMayNotBeReadIsClosed() {
        ScanResult reading = failed("""
                find: '/opt/stacks/lost+found': Permission denied
                find: /opt/stacks/cloud/files: Permission denied
                find: /opt/stacks/gone: No such file or directory
                tar: Removing leading `/' from member names
                tar: /opt/stacks/films/.env: Cannot open: Permission denied
                tar: can't open '/opt/stacks/wiki/compose.yaml': Permission denied
                tar: Exiting with failure status due to previous errors
                """);

        assertThat(reading.closedFolders()).containsExactly("films", "lost+found", "wiki");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "find: '/opt/stacks': Permission denied",
                "find: 'tar': No such file or directory",
                "sh: 1: find: not found",
                ""
            })
    void aFailureThatNamesNoProjectIsAProblem(String said) {
        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> failed(said + "\n"))
                .withMessageContaining("projects not read")
                .withMessageContaining(said);
    }

    private interface Writing {
        void write(String path, String text);
    }

    private static void projects(Writing writing) {
        writing.write("films/compose.yaml", "films");
        writing.write("films/.env", "A=1\n");
        writing.write("films/files/" + HASH + "/app.json", "{}");
        writing.write("films/files/" + HASH + "/" + "long".repeat(40), "é");
        writing.write("films/files/mine/app.json", "mine");
        writing.write("films/compose.yaml.old", "old");
        writing.write("wiki/compose.yaml", "wiki");
        writing.write("wiki/data/compose.yaml", "too deep");
        writing.write("wiki/data/files/" + HASH + "/app.json", "too deep");
        writing.write("notes.txt", "no project");
        writing.write("backup/deep/compose.yaml", "too deep");
    }

    private static void assertProjects(ScanResult reading) {
        assertThat(reading.of("films"))
                .containsOnlyKeys(
                        "compose.yaml",
                        ".env",
                        "files/" + HASH + "/app.json",
                        "files/" + HASH + "/" + "long".repeat(40))
                .containsEntry("compose.yaml", "films")
                .containsEntry(".env", "A=1\n");
        assertThat(reading.of("wiki")).containsOnly(Map.entry("compose.yaml", "wiki"));
        assertThat(reading.of("backup")).isEmpty();
        assertThat(reading.closed()).isEmpty();
    }

    private void write(String path, String text) {
        try {
            Path file = folder.resolve("s").resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its programs are GNU's, BusyBox's or BSD's. */
    private static RemoteHost thisMachine() {
        return new SshHosts(Homes.local("home"), new Secrets(Map.of())).host("box");
    }

    private static ProjectScanner pass(RemoteHost host, String root) {
        return new ProjectScanner(host, root, NAMES);
    }

    private static ScanResult failed(String complaints) {
        return pass(new Answering(new CommandResult(1, "", complaints)), "/opt/stacks")
                .read();
    }

    /** A host that always answers the same. */
    private record Answering(CommandResult answer) implements RemoteHost {

        @Override
        public Where where() {
            return Where.target("nas", "");
        }

        @Override
        public CommandResult run(List<String> argv, String input, Duration limit) {
            return answer;
        }

        @Override
        public CommandResult run(List<String> argv, OutputStream output, Duration limit) {
            return answer;
        }

        @Override
        public Folder folder(String path) {
            return new LocalFolder(Path.of(path));
        }
    }
}
