// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.host.HostSetup.Sftp;
import dev.homelab.lab.host.HostSetup.Sudo;
import dev.homelab.lab.host.shell.LoginShell;
import dev.homelab.model.inventory.DockerAccess;
import dev.homelab.spi.BinaryText;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Folder;
import dev.homelab.spi.Folder.Access;
import dev.homelab.spi.RemoteHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoginShellTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final List<String> PS = List.of("docker", "ps", "-a", "--format", "{{.Names}}");

    @TempDir
    Path folder;

    private TestLab lab;

    @BeforeEach
    void start() {
        lab = new TestLab(folder, "home");
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"POSIX", "FISH", "TCSH"})
    void everyLoginShellRunsACommandWithItsWordsAsTheyAre(LoginShell shell) {
        lab.host.setup().loginShell(shell);

        assertThat(host().run(List.of("echo", "it's", "a  b", "$HOME", "*", "\\", "now!", "a\nb"), LIMIT))
                .isEqualTo(new CommandResult(0, "it's a  b $HOME * \\ now! a\nb\n", ""));
    }

    @Test
    void aGreetingIsNoOutput() {
        lab.host.setup().greeting("Welcome to nas\nHave a nice day");

        assertThat(host().run(List.of("echo", "hello"), LIMIT)).isEqualTo(new CommandResult(0, "hello\n", ""));
        assertThat(host().run(List.of("false"), LIMIT).reason()).isEqualTo("exit code 1");
    }

    @Test
    void aLoginShellThatRunsNoCommandIsTold() {
        lab.host.setup().loginShell(LoginShell.NOLOGIN);

        assertThatThrownBy(() -> host().run(List.of("true"), LIMIT))
                .hasMessageContaining("login shell runs no commands")
                .hasMessageContaining("This account is currently not available.")
                .hasMessageContaining("sudo usermod -s /bin/sh lab");
    }

    @ParameterizedTest
    @EnumSource(names = {"BEHIND_THE_LOGIN_SHELL", "ABSENT"})
    void filesAreWrittenWithoutSftp(Sftp sftp) {
        lab.host.setup().greeting("Welcome to nas\n").sftp(sftp);
        Folder stacks = host().folder("/opt/stacks");

        stacks.folder("app").write("compose.yaml", "services: {}\n", Access.SHARED);

        assertThat(lab.read("/opt/stacks/app/compose.yaml")).isEqualTo("services: {}\n");
        assertThat(stacks.folders()).containsExactly("app");
        assertThat(lab.host.connections()).isEqualTo(1);
    }

    /** Every byte there is, and more than one command's input holds at once. */
    @ParameterizedTest
    @EnumSource(names = {"BEHIND_THE_LOGIN_SHELL", "ABSENT"})
    void bytesThatAreNoTextAreWrittenWithoutSftp(Sftp sftp) {
        lab.host.setup().greeting("Welcome to nas\n").sftp(sftp);
        byte[] bytes = new byte[200_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 / 7);
        }
        Folder files = host().folder("/opt/stacks/app/files");

        files.write("logo.png", BinaryText.of(bytes), Access.SHARED);
        files.write("empty.bin", BinaryText.of(new byte[] {(byte) 0xff}), Access.PRIVATE);

        assertThat(lab.host.place("/opt/stacks/app/files/logo.png")).hasBinaryContent(bytes);
        assertThat(lab.host.place("/opt/stacks/app/files/empty.bin")).hasBinaryContent(new byte[] {(byte) 0xff});
        assertThat(lab.host.sftpRequests()).isZero();
    }

    @Test
    void dockerIsFoundWhereASessionWithoutTerminalDoesNotLook() {
        lab.host.setup().dockerIn("/usr/local/bin");

        assertThat(host().run(PS, LIMIT).succeeded()).isTrue();
    }

    @Test
    void dockerIsFoundWhereTheInventorySays() {
        lab.host.setup().dockerIn("/share/x/bin").dockerAnswersAt("/run/user/1000/docker.sock");
        lab.docker = Optional.of(
                new DockerAccess(Optional.of("/share/x/bin/docker"), Optional.of("/run/user/1000/docker.sock")));

        assertThat(host().run(PS, LIMIT).succeeded()).isTrue();
    }

    @Test
    void sudoRunsCommandsAndWritesFilesAsRoot() {
        lab.sudo = Optional.of(true);
        lab.host.setup().dockerNeedsRoot().sudo(Sudo.FREE).greeting("hi\n");

        assertThat(host().run(PS, LIMIT).succeeded()).isTrue();
        assertThat(host().run(List.of("printenv", "HOME"), LIMIT).output()).isEqualTo("/root\n");
        host().folder("/opt/x").write("a", "1", Access.PRIVATE);
        assertThat(host().folder("/opt/x").read("a")).contains("1");
        assertThat(lab.host.sftpRequests()).isZero();
    }

    @Test
    void sudoThatAsksForAPasswordIsTold() {
        lab.sudo = Optional.of(true);
        lab.host.setup().sudo(Sudo.ASKS_FOR_PASSWORD).greeting("hi\n");

        assertThatThrownBy(() -> host().run(PS, LIMIT))
                .hasMessageContaining("sudo not permitted")
                .hasMessageContaining("lab ALL=(ALL) NOPASSWD: ALL");
        lab.host.setup().sudo(Sudo.ABSENT);
        assertThatThrownBy(() -> host().run(PS, LIMIT)).hasMessageContaining("sudo: not found");
    }

    private RemoteHost host() {
        return lab.context().hosts().host("nas");
    }
}
