// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.homelab.lab.host.shell.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.sftp.OpenMode;
import net.schmizz.sshj.sftp.RemoteFile;
import net.schmizz.sshj.sftp.RemoteResourceInfo;
import net.schmizz.sshj.sftp.RenameFlags;
import net.schmizz.sshj.sftp.SFTPClient;
import net.schmizz.sshj.sftp.SFTPException;
import net.schmizz.sshj.transport.verification.PromiscuousVerifier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeHostTest {

    @TempDir
    Path folder;

    private LabHost lab;

    @BeforeEach
    void start() {
        lab = new LabHost(folder);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void commandsAreRunAndTold() {
        List<Command> told = new ArrayList<>();
        lab.host.listen(told::add);

        Output output = lab.run("echo 'hello world' && id -un ; nosuch");

        assertThat(output).isEqualTo(new Output(127, "hello world\nlab\n", "sh: nosuch: not found\n"));
        assertThat(told)
                .hasSize(3)
                .first()
                .isEqualTo(new Command("media", List.of("echo", "hello world"), Output.line("hello world")));
        assertThat(lab.host.commands()).isEqualTo(3);
        assertThat(lab.host.writes()).isZero();
    }

    @Test
    void otherShellSyntaxIsRefused() {
        assertThat(lab.run("echo a | cat").exit()).isEqualTo(2);
    }

    @Test
    void aHostWithoutItsLineInKnownHostsIsNotTrusted() throws Exception {
        try (SSHClient client = new SSHClient()) {
            client.loadKnownHosts(Files.createFile(folder.resolve("nobody")).toFile());

            assertThatThrownBy(() -> client.connect("127.0.0.1", lab.host.port()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void anotherKeyIsNotLetIn() throws Exception {
        Path other = LabKeys.write(LabKeys.make(), folder.resolve("other"));
        try (SSHClient client = new SSHClient()) {
            client.addHostKeyVerifier(new PromiscuousVerifier());
            client.connect("127.0.0.1", lab.host.port());

            assertThatThrownBy(() -> client.authPublickey("lab", other.toString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void filesAreWrittenRenamedOverOthersAndRead() throws Exception {
        try (SSHClient client = lab.connect();
                SFTPClient sftp = client.newSFTPClient()) {
            sftp.mkdirs("/opt/stacks/app");
            write(sftp, "/opt/stacks/app/.env", "old");
            write(sftp, "/opt/stacks/app/.env.tmp", "A=1");
            sftp.chmod("/opt/stacks/app/.env.tmp", 0600);
            sftp.rename("/opt/stacks/app/.env.tmp", "/opt/stacks/app/.env", EnumSet.of(RenameFlags.OVERWRITE));

            assertThat(read(sftp, "/opt/stacks/app/.env")).isEqualTo("A=1");
            assertThat(sftp.ls("/opt/stacks/app"))
                    .extracting(RemoteResourceInfo::getName)
                    .containsExactly(".env");
            assertThat(sftp.statExistence("/opt/stacks/nothing")).isNull();
        }
        Path written = folder.resolve("root/opt/stacks/app/.env");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
                .isEqualTo("rw-------");
        assertThat(lab.host.snapshot("/opt").files()).containsEntry("/opt/stacks/app/.env", "rw-------\nA=1");
    }

    @Test
    void aFileThatMustBeNewIsMadeOnce() throws Exception {
        try (SSHClient client = lab.connect();
                SFTPClient sftp = client.newSFTPClient()) {
            EnumSet<OpenMode> onlyNew = EnumSet.of(OpenMode.WRITE, OpenMode.CREAT, OpenMode.EXCL);
            sftp.open("/lock", onlyNew).close();

            assertThatThrownBy(() -> sftp.open("/lock", onlyNew)).isInstanceOf(SFTPException.class);
        }
    }

    @Test
    void changesAreCountedWhereTheToolManages() throws Exception {
        lab.host.ignoring("/var/lib/homelab");
        try (SSHClient client = lab.connect();
                SFTPClient sftp = client.newSFTPClient()) {
            sftp.mkdirs("/var/lib/homelab");
            int before = lab.host.writes();
            write(sftp, "/var/lib/homelab/journal", "a line");
            write(sftp, "/a", "1");
            sftp.rename("/a", "/b");
            sftp.rm("/b");

            assertThat(lab.host.writes() - before).isEqualTo(3);
        }
        assertThat(lab.host.connections()).isEqualTo(1);
    }

    @Test
    void writesBeyondTheAllowedOnesFail() throws Exception {
        lab.host.ignoring("/record").faults().failAfter(1);
        try (SSHClient client = lab.connect();
                SFTPClient sftp = client.newSFTPClient()) {
            write(sftp, "/a", "1");

            assertThatThrownBy(() -> write(sftp, "/b", "2")).isInstanceOf(SFTPException.class);
            assertThatThrownBy(() -> sftp.mkdir("/c")).isInstanceOf(SFTPException.class);
            assertThatThrownBy(() -> sftp.rename("/a", "/d")).isInstanceOf(SFTPException.class);
            assertThatThrownBy(() -> sftp.rm("/a")).isInstanceOf(SFTPException.class);
            assertThat(LabHost.run(client, "mkdir -p /e").exit()).isEqualTo(1);
            assertThat(read(sftp, "/a")).isEqualTo("1");
            write(sftp, "/record", "still works");
        }
        assertThat(lab.host.writes()).isEqualTo(1);
        assertThat(folder.resolve("root/b")).doesNotExist();
    }

    @Test
    void aHostThatIsDownDropsOldAndNewConnections() throws Exception {
        try (SSHClient client = lab.connect()) {
            lab.host.faults().goDown();

            assertThatThrownBy(() -> LabHost.run(client, "true")).isInstanceOf(Exception.class);
            assertThatThrownBy(lab::connect).isInstanceOf(IOException.class);
        }
        lab.host.faults().recover();

        assertThat(lab.run("true").exit()).isZero();
    }

    @Test
    void filesAreLookedAtByCommands() {
        lab.write("/opt/a", "hello\n");

        assertThat(lab.run("cat /opt/a").out()).isEqualTo("hello\n");
        assertThat(lab.run("sha256sum /opt/a /opt/b"))
                .isEqualTo(new Output(
                        1,
                        "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03  /opt/a\n",
                        "sha256sum: /opt/b: No such file or directory\n"));
        assertThat(lab.run("test -d /opt && test -w /opt && test -f /opt/a").exit())
                .isZero();
        assertThat(lab.run("test -f /opt").exit()).isEqualTo(1);
        assertThat(lab.run("mkdir -p /srv/x && test -d /srv/x").exit()).isZero();
        assertThat(lab.run("cat /../../../etc/passwd").exit()).isEqualTo(1);
    }

    @Test
    void findHandsOnToTarWhatItFinds() {
        lab.write("/opt/stacks/a/compose.yaml", "é\n");
        lab.write("/opt/stacks/a/data/compose.yaml", "too deep\n");
        String find = "env LC_ALL=C find -L /opt/stacks -mindepth 2 -maxdepth 4 -type d '!' -name files -prune -o"
                + " -type f '(' -name compose.yaml -o -path '*/files/[ab]/*' ')' -exec tar -c -h -f - '{}' +";

        Output output = lab.run(find);

        assertThat(output.exit()).isZero();
        assertThat(output.out()).contains("opt/stacks/a/compose.yaml", "é").doesNotContain("data");
        assertThat(output.out()).hasSize(10_240 - 1);
        assertThat(lab.run(find.replace("/opt/stacks", "/opt/nowhere")).err())
                .isEqualTo("find: '/opt/nowhere': No such file or directory\n");
        assertThat(lab.run(find.replace("-prune", "-delete")).err()).contains("unknown predicate '-delete'");
        assertThat(lab.run(find.replace("tar -c", "rm")).exit()).isEqualTo(1);
        assertThat(lab.run("find /opt -name a").exit()).isEqualTo(64);
    }

    private static void write(SFTPClient sftp, String path, String text) throws IOException {
        try (RemoteFile file = sftp.open(path, EnumSet.of(OpenMode.WRITE, OpenMode.CREAT, OpenMode.TRUNC));
                RemoteFile.RemoteFileOutputStream out = file.new RemoteFileOutputStream()) {
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)).transferTo(out);
        }
    }

    private static String read(SFTPClient sftp, String path) throws IOException {
        try (RemoteFile file = sftp.open(path);
                RemoteFile.RemoteFileInputStream in = file.new RemoteFileInputStream()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            in.transferTo(out);
            return out.toString(StandardCharsets.UTF_8);
        }
    }
}
