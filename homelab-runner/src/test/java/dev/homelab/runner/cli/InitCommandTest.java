// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.lab.Lab;
import dev.homelab.lab.host.FakeHost;
import dev.homelab.provision.Cancellation;
import dev.homelab.runner.cli.screen.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitCommandTest {

    private static final int REFUSED = 4;

    private final StringWriter out = new StringWriter();
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path folder;

    private Path home;
    private Path top;
    private Path key;

    @BeforeEach
    void aNewcomer() throws IOException {
        home = Files.createDirectories(folder.resolve("me"));
        environment.put("HOME", home.toString());
        key = home.resolve(".config/homelab/home.key");
        top = Files.createDirectories(folder.resolve("top"));
    }

    @Test
    void theFirstFilesAreValidAndTheKeyIsOutsideAndForItsUserAlone() throws IOException {
        assertThat(init("--yes")).as(out.toString()).isZero();

        assertThat(out.toString())
                .contains("  homelab plan\n  homelab apply\n", "http://127.0.0.1:8088", "new, readable by you alone");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(key).strip()).hasSizeGreaterThanOrEqualTo(32);
        assertThat(top.resolve("services/inventory.yaml"))
                .content()
                .startsWith("# yaml-language-server: $schema=../schema/inventory-schema.json\n")
                .contains("key: file:~/.config/homelab/home.key", "connection: local")
                .doesNotContain("ssh:");
        assertThat(top.resolve(".git")).isDirectory();
        assertThat(validate()).as(out.toString()).isZero();
    }

    @Test
    void editorsFindTheSchemasByPathAndByTheFirstLine() throws IOException {
        init("--yes");

        assertThat(new ObjectMapper()
                        .readTree(top.resolve(".vscode/settings.json").toFile())
                        .path("yaml.schemas")
                        .properties())
                .allSatisfy(schema -> assertThat(top.resolve(schema.getKey())).isRegularFile());
        for (String file : new String[] {"services/inventory.yaml", "services/web/welcome.yaml"}) {
            String schema = Files.readAllLines(top.resolve(file)).get(0).replaceFirst(".*=", "");
            assertThat(top.resolve(file).resolveSibling(schema)).isRegularFile();
        }
        assertThat(Main.run(
                        environment,
                        new PrintWriter(out),
                        new PrintWriter(out),
                        "schema",
                        "--check",
                        top.resolve("schema").toString()))
                .as(out.toString())
                .isZero();
    }

    @Test
    void otherServersAreValidBesideTheUsualOnes() throws IOException {
        assertThat(init("--yes", "--with", "pihole,caddy,adguard,dnsmasq,rfc2136,authelia,keycloak,homepage"))
                .as(out.toString())
                .isZero();

        assertThat(top.resolve("services/inventory.yaml"))
                .content()
                .contains(
                        "  proxy:\n    kind: caddy\n",
                        "  dns:\n    kind: pihole\n",
                        "  dns-adguard:\n    kind: adguard\n",
                        "  dns-dnsmasq:\n    kind: dnsmasq\n",
                        "    key:\n      name: homelab\n      secret: env:DNS_KEY\n",
                        "  sso:\n    kind: authelia\n",
                        "    restart: [docker, restart, authelia]\n",
                        "  sso-keycloak:\n    kind: keycloak\n",
                        "  dashboard:\n    kind: homepage\n");
        assertThat(validate()).as(out.toString()).isZero();
    }

    @Test
    void allServersAndHostsOverSshAreValidToo() throws IOException {
        assertThat(init(
                        "--yes",
                        "--name",
                        "lab",
                        "--domain",
                        "lab.home.arpa",
                        "--docker",
                        "nas=root@192.0.2.11",
                        "--docker",
                        "pi=me@pi.home.arpa:2222",
                        "--docker",
                        "here",
                        "--with",
                        "traefik,pihole",
                        "--with",
                        "authentik,glance"))
                .as(out.toString())
                .isZero();

        assertThat(out.toString()).contains("  homelab hosts trust nas\n", "  homelab hosts trust pi\n");
        assertThat(top.resolve("services/inventory.yaml"))
                .content()
                .contains("record: nas:/var/lib/homelab", "user: me", "ssh: pi.home.arpa:2222", "kind: pihole");
        assertThat(validate()).as(out.toString()).isZero();
    }

    @Test
    void aHomelabThatExistsIsRefused() throws IOException {
        init("--yes");
        Map<Path, String> before = texts();

        assertThat(init("--yes", "--name", "other")).isEqualTo(REFUSED);

        assertThat(out.toString()).contains("error: inventory exists already");
        assertThat(texts()).isEqualTo(before);
    }

    @Test
    void anyOtherFileThatExistsIsKeptAndNamed() throws IOException {
        Files.writeString(top.resolve(".gitignore"), "mine\n");
        Files.createDirectories(home.resolve(".config/homelab"));
        Files.writeString(key, "0123456789abcdefghijklmnopqrstuvwxyz");

        assertThat(init("--yes")).isZero();

        assertThat(top.resolve(".gitignore")).hasContent("mine\n");
        assertThat(key).hasContent("0123456789abcdefghijklmnopqrstuvwxyz");
        assertThat(out.toString()).contains("Kept as they were: .gitignore.", "kept as it was, readable");
    }

    @Test
    void aRepositoryThatExistsIsUsed() throws IOException {
        Files.createDirectories(folder.resolve(".git"));

        assertThat(init("--yes")).isZero();

        assertThat(top.resolve(".git")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gitlab", "github", "forgejo"})
    void aPipelineIsWrittenIfItIsAskedFor(String server) throws IOException {
        Path jar = Files.writeString(folder.resolve("any.jar"), "a program");
        assertThat(init("--yes", "--ci", server, "--with", "pihole", "--jar", jar.toString()))
                .isZero();

        assertThat(out.toString()).contains("export HOMELAB_KEY=\"$(cat " + key);
        assertThat(top.resolve("install-homelab.sh")).isExecutable();
        assertThat(top.resolve("renovate.json")).exists();
        assertThat(validate()).as(out.toString()).isZero();
    }

    @Test
    void aTimerIsWrittenWithTheTwoCommandsThatInstallIt() throws IOException {
        Path program = Files.writeString(
                Files.createDirectories(folder.resolve("my bin")).resolve("homelab"), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        environment.put("PATH", "relative:" + program.getParent() + ":/usr/bin");

        assertThat(init("--yes", "--timer")).as(out.toString()).isZero();

        assertThat(out.toString().lines().filter(line -> line.startsWith("  systemctl --user ")))
                .containsExactly(
                        "  systemctl --user link " + top.resolve("systemd/homelab-pull.service"),
                        "  systemctl --user enable --now " + top.resolve("systemd/homelab-pull.timer"));
        assertThat(top.resolve("systemd/homelab-pull.service"))
                .content()
                .contains("WorkingDirectory=" + top, "ExecStart=\"" + program + "\" pull --wait 600")
                .contains("EnvironmentFile=-%h/.config/homelab/home.env");
        assertThat(top.resolve("systemd/homelab-pull.timer")).content().contains("OnUnitInactiveSec=5min");
        assertThat(validate()).as(out.toString()).isZero();
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(top.resolve("services"), "a file\n");

        assertThat(init("--yes")).isEqualTo(1);

        assertThat(out.toString()).contains("error: file not written", "services");

        Files.delete(top.resolve("services"));
        assertThat(init("--yes")).as(out.toString()).isZero();
    }

    @Test
    void nothingIsAskedWhereThereIsNoTerminal() {
        assertThat(init()).isEqualTo(Main.WRONG_USAGE);

        assertThat(out.toString()).contains("--yes");
        assertThat(key).doesNotExist();
        assertThat(top).isEmptyDirectory();
    }

    @Test
    void onATerminalItAsks() {
        assertThat(init(List.of("lab", "", "nowhere", "here", "pihole", "http://192.0.2.53", "")))
                .isZero();

        assertThat(out.toString()).contains("\"nowhere\" cannot be: it must be here or NAME=USER@HOST[:PORT]");
        assertThat(top.resolve("services/inventory.yaml"))
                .content()
                .contains("homelab: lab", "url: http://192.0.2.53", "password: env:PIHOLE_PASSWORD");
        assertThat(validate()).as(out.toString()).isZero();
    }

    @Test
    void theEndOfTheInputEndsItWithNothingWritten() {
        assertThat(init(List.of("lab", "lab.arpa"))).isEqualTo(130);

        assertThat(out.toString()).contains("Nothing was written.");
        assertThat(top).isEmptyDirectory();
        assertThat(home).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--name Home",
                "--domain home",
                "--docker nas",
                "--docker proxy=me@192.0.2.1",
                "--docker a=me@b:99999",
                "--with nginx"
            })
    void whatCannotBeIsWrongUsageAndWritesNothing(String options) {
        assertThat(init(("--yes " + options).split(" ", -1))).isEqualTo(Main.WRONG_USAGE);

        assertThat(out.toString()).contains(options.split(" ", -1)[0] + " must ");
        assertThat(top).isEmptyDirectory();
    }

    /** The machines of the lab stand in for those of a newcomer. */
    @Test
    void theExampleRunsAtOnce() throws IOException {
        try (Lab lab = Lab.start(folder.resolve("lab"))) {
            FakeHost host = lab.host(Lab.MEDIA);
            environment.putAll(lab.environment());
            environment.put("HOME", home.toString());
            Path ssh = Files.createDirectories(home.resolve(".ssh"));
            Files.copy(lab.inventory().resolveSibling("known_hosts"), ssh.resolve("known_hosts"));
            Files.copy(sshKey(lab), ssh.resolve("id_ed25519"));
            assertThat(init(
                            "--yes",
                            "--docker",
                            "nas=root@127.0.0.1:" + host.port(),
                            "--image",
                            "photos:1",
                            "--port",
                            "8088:80"))
                    .as(out.toString())
                    .isZero();

            assertThat(homelab("apply")).as(out.toString()).isZero();
            assertThat(out.toString()).contains("Done");
        }
    }

    private static Path sshKey(Lab lab) throws IOException {
        String inventory = Files.readString(lab.inventory());
        return Path.of(inventory.replaceFirst("(?s).*key: \"?file:([^\",}\\s]+).*knownHosts.*", "$1"));
    }

    private int validate() {
        return homelab("validate");
    }

    private int homelab(String command) {
        return Main.run(
                environment,
                new PrintWriter(out),
                new PrintWriter(out),
                command,
                "--services",
                top.resolve("services").toString());
    }

    /** Answers its questions. */
    private int init(List<String> answers) {
        Deque<String> left = new ArrayDeque<>(answers);
        Screen screen = new Screen(environment, Optional.of(prompt -> left.poll()), () -> 80);
        HomelabCommand program = new HomelabCommand(environment, new Masker(), new Cancellation(), screen);
        return Main.run(program, new PrintWriter(out), new PrintWriter(out), "init", top.toString());
    }

    private int init(String... options) {
        String[] arguments = Stream.concat(Stream.of("init", top.toString()), Stream.of(options))
                .toArray(String[]::new);
        return Main.run(environment, new PrintWriter(out), new PrintWriter(out), arguments);
    }

    private Map<Path, String> texts() throws IOException {
        Map<Path, String> texts = new HashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                texts.put(file, Files.readString(file));
            }
        }
        return texts;
    }
}
