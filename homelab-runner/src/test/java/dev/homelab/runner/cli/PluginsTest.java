// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.runner.LabHome;
import dev.homelab.runner.detect.WorkTree;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins of jars, on the command line. */
class PluginsTest {

    private final Map<String, String> environment = new HashMap<>();
    private String out = "";
    private LabHome home;
    private Path jar;

    @BeforeEach
    void aHomelabWhoseInventoryNamesPlugins(@TempDir Path folder) throws IOException {
        home = new LabHome(folder);
        environment.putAll(home.lab.environment());
        home.define("wiki", "wiki:1", 8002);
        inventory("  books: {kind: shelf, place: hall}\n");
        jar = folder.resolve("shelf.jar");
    }

    @AfterEach
    void close() {
        home.close();
    }

    @Test
    void validateKnowsWhatAPluginProvides() throws IOException {
        PluginJar.write(jar);

        assertThat(run("validate")).isEqualTo(3);
        assertThat(out).contains("\"shelf\"");
        assertThat(run("validate", "--plugins", jar.toString())).as(() -> out).isZero();
        inventory("  books: {kind: shelf}\n");
        assertThat(run("validate", "--plugins", jar.toString())).isEqualTo(3);
        assertThat(out).contains("targets.books.place", "is required");
    }

    @Test
    void theSchemasHaveWhatAPluginProvides() throws IOException {
        PluginJar.write(jar);

        assertThat(run("schema", "inventory")).isZero();
        assertThat(out).doesNotContain("shelf");
        assertThat(run("schema", "inventory", "--plugins", jar.toString())).isZero();
        assertThat(out).contains("\"shelf\"", "\"place\"");
        assertThat(run("schema", "service", "--plugins", jar.toString())).isZero();
        assertThat(out).contains("vault");
    }

    @Test
    void theFolderBesideTheInventoryIsLoadedWithoutAnOption() throws IOException {
        inFolder();
        home.write("media/wiki.yaml", """
                name: wiki
                host: docker-media
                containers:
                  server: {image: "wiki:1", secrets: {TOKEN: vault:wiki}}
                """);

        assertThat(run("validate")).as(() -> out).isZero();
        assertThat(run("apply")).as(() -> out).isZero();
        assertThat(out).doesNotContain("value-of-wiki");
        assertThat(run("plan", "--check")).as(() -> out).isZero();
    }

    @Test
    void aBrokenJarIsAProblemOfTheDefinitions() throws IOException {
        Files.writeString(jar, "no jar");

        for (String command : List.of("validate", "plan", "apply", "schema")) {
            assertThat(run(command, "--plugins", jar.toString())).as(command).isEqualTo(3);
            assertThat(out).as(command).contains("error: file not readable", "shelf.jar", "Fix: ");
        }
    }

    @Test
    void aClassThatCannotBeUsedIsAProblemOfTheDefinitions() throws IOException {
        PluginJar.write(jar, "sample.Missing", "sample.Missing");

        for (String command : List.of("validate", "schema")) {
            assertThat(run(command, "--plugins", jar.toString())).as(command).isEqualTo(3);
            assertThat(out).as(command).contains("error: plugin not loadable", "sample.Missing");
        }
        assertThat(run("schema", "--compare", home.services.toString(), "--plugins", jar.toString()))
                .isEqualTo(3);
    }

    @Test
    void twoPluginsForOneNameAreAProblemOfTheDefinitions() throws IOException {
        PluginJar.write(jar);
        Path other = PluginJar.write(jar.resolveSibling("other.jar"), "sample.Rack", "sample.Vault");

        for (String command : List.of("validate", "schema")) {
            assertThat(run(command, "--plugins", jar.toString(), other.toString()))
                    .as(command)
                    .isEqualTo(3);
            assertThat(out).as(command).contains("error: two plugins for one name");
        }
    }

    @Test
    void checkingSchemasLoadsThePluginsOnce() throws IOException {
        inFolder();
        int before = PluginJar.made();

        assertThat(run("schema", "--compare", "../schema")).isEqualTo(1);

        assertThat(PluginJar.made()).isEqualTo(before + 1);
    }

    @Test
    void withoutCodeNoPluginIsMade() throws IOException {
        inFolder();
        int before = PluginJar.made();

        assertThat(run("validate", "--no-code")).isEqualTo(3);
        assertThat(out).contains("plugin not loaded", "shelf.jar");
        inventory("");
        assertThat(run("validate", "--no-code")).isZero();
        assertThat(out).contains("plugin not loaded", "shelf.jar");
        assertThat(run("schema", "inventory", "--no-code")).isZero();
        assertThat(out).doesNotContain("shelf");
        assertThat(PluginJar.made()).isEqualTo(before);
    }

    @Test
    void withoutCodeNoPluginOnTheClassPathIsMadeEither() throws IOException {
        PluginJar.write(jar);

        assertThat(runOnClassPath("validate")).contains("a vault is made").doesNotContain("error: ");
        assertThat(runOnClassPath("validate", "--no-code"))
                .contains("plugin not loaded", "shelf.jar")
                .doesNotContain("a vault is made");
        assertThat(runOnClassPath("schema", "inventory", "--no-code")).doesNotContain("shelf", "a vault is made");
    }

    @Test
    void anEarlierRevisionIsReadWithThePluginsOfNow() throws IOException {
        home.define("photos", "photos:1", 8001);
        WorkTree tree = new WorkTree(home.services);
        tree.commit("first", "");
        inFolder(); // not in the first commit
        assertThat(run("apply")).as(() -> out).isZero();
        home.define("photos", "photos:2", 8001);
        tree.commit("second", "");
        assertThat(run("apply")).as(() -> out).isZero();

        assertThat(run("detect", "--since", "HEAD~1")).as(() -> out).isZero();
        assertThat(out).contains("photos").doesNotContain("wiki", "not valid");
        assertThat(run("rollback", "--to", "HEAD~1")).as(() -> out).isZero();
        assertThat(run("plan", "--check")).isEqualTo(2);
        assertThat(out).contains("photos").doesNotContain("wiki");
    }

    @Test
    void aDashboardIsReachedWithASecretOfAPlugin() throws Exception {
        inFolder();
        Path key = home.lab.inventory().resolveSibling("key");
        encrypt(key, "value-of-ssh");
        Path inventory = home.services.resolve("inventory.yaml");
        Files.writeString(
                inventory,
                Files.readString(inventory).replace("ssh: {user: lab,", "ssh: {user: lab, passphrase: vault:ssh,"));

        assertThat(run("glance", "init")).as(() -> out).isZero();
        assertThat(out).contains("Nothing to do.");
    }

    private static void encrypt(Path key, String passphrase) throws IOException, GeneralSecurityException {
        KeyPair pair;
        try (InputStream in = Files.newInputStream(key)) {
            pair = SecurityUtils.loadKeyPairIdentities(null, () -> "key", in, null)
                    .iterator()
                    .next();
        }
        OpenSSHKeyEncryptionContext encryption = new OpenSSHKeyEncryptionContext();
        encryption.setCipherType("256");
        encryption.setPassword(passphrase);
        try (OutputStream out = Files.newOutputStream(key)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "encrypted", encryption, out);
        }
    }

    private void inFolder() throws IOException {
        PluginJar.write(home.services.resolve("plugins/shelf.jar"));
    }

    private void inventory(String more) throws IOException {
        home.write("inventory.yaml", Files.readString(home.lab.inventory()).replace("targets:\n", "targets:\n" + more));
    }

    /** Runs the program in a process of its own, with the jar beside it as the launcher has services.jar. */
    private String runOnClassPath(String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dsample.says=true",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + jar,
                Main.class.getName()));
        words.addAll(List.of(command));
        words.addAll(List.of("--services", home.services.toString()));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private int run(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of("--services", home.services.toString()));
        StringWriter text = new StringWriter();
        PrintWriter printer = new PrintWriter(text, true);
        int code = Main.run(Map.copyOf(environment), printer, printer, arguments.toArray(String[]::new));
        out = text.toString();
        return code;
    }
}
