// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The import as a person uses it; docs/COMING_FROM_COMPOSE.md is run as it stands there. */
class ImportComposeCommandTest {

    private static final Path PAGE = Path.of("../docs/COMING_FROM_COMPOSE.md");
    private static final Pattern FILE = Pattern.compile("(?ms)^```(?:yaml|sh)\\n# ([A-Za-z./-]+)\\n(.*?)^```$");
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\\n(homelab .*?)^```$");
    private static final int REFUSED = 4;
    private static final int INVALID = 3;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private Path home;

    @BeforeEach
    void begin() throws IOException {
        home = folder.resolve("home");
        write("services/inventory.yaml", """
                homelab: home
                key: env:HOMELAB_KEY
                record: record
                domain: home.arpa
                hosts:
                  nas: {address: 192.0.2.11, connection: local}
                targets:
                  nas: {kind: compose, host: nas, root: /opt/stacks}
                """);
    }

    @Test
    void theTutorialDoesWhatItSays() throws IOException {
        Map<Integer, MatchResult> blocks = new TreeMap<>();
        String page = Files.readString(PAGE);
        FILE.matcher(page).results().forEach(file -> blocks.put(file.start(), file));
        COMMANDS.matcher(page).results().forEach(command -> blocks.put(command.start(), command));
        for (MatchResult block : blocks.values()) {
            if (block.groupCount() == 1) {
                for (String command : block.group(1).lines().toList()) {
                    assertThat(run(command.substring("homelab ".length())))
                            .as(command + "\n" + out)
                            .isZero();
                }
            } else if (block.group(1).startsWith("services/") && !block.group(1).endsWith("inventory.yaml")) {
                assertThat(home.resolve(block.group(1))).content().isEqualTo(block.group(2));
            } else {
                write(block.group(1), block.group(2));
            }
        }

        Path secrets = folder.resolve("wiki.secrets");
        assertThat(secrets).content().isEqualTo("export WIKI_DB_PASSWORD='correct-horse'\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rw-------");
        assertThat(out.toString())
                .contains("WIKI_DB_PASSWORD", "services.db.ulimits", "now routes[0]: wiki.home.arpa")
                .contains("It leads to http://192.0.2.77:80, which is not among what is imported.")
                .doesNotContain("correct-horse");
    }

    @Test
    void aTrialWritesNothing() throws IOException {
        write("wiki/compose.yaml", "services: {app: {image: 'a:1'}}");

        assertThat(run("import compose wiki --dry-run")).isZero();

        assertThat(out.toString()).contains("image: a:1", "Nothing was written");
        assertThat(home.resolve("services/imported")).doesNotExist();
    }

    @Test
    void aDefinitionThatExistsIsReplacedByForceAloneAndNamed() throws IOException {
        write("wiki/compose.yaml", "services: {app: {image: 'a:1'}}");
        write("services/imported/wiki.yaml", "name: wiki\nhost: nas\ncontainers: {app: {image: 'a:2'}}\n");

        assertThat(run("import compose wiki")).isEqualTo(REFUSED);
        assertThat(home.resolve("services/imported/wiki.yaml")).content().contains("a:2");

        assertThat(run("import compose wiki --force")).isZero();
        assertThat(home.resolve("services/imported/wiki.yaml")).content().contains("a:1");
        assertThat(out.toString()).contains("replaced");
    }

    @Test
    void aProjectThatCannotBeReadKeepsNoOtherFromBeingImported() throws IOException {
        write("stacks/bad/compose.yaml", "services: [");
        write("stacks/good/compose.yaml", "services: {app: {image: 'a:1'}}");

        assertThat(run("import compose stacks")).isEqualTo(INVALID);

        assertThat(home.resolve("services/imported/good.yaml")).exists();
        assertThat(out.toString()).contains("compose file not readable", "bad/compose.yaml:1");
    }

    @Test
    void anImageWhoseTagMovesIsAProblemWithItsPlace() throws IOException {
        write("wiki/compose.yaml", "services: {app: {image: 'a:latest'}}");

        assertThat(run("import compose wiki")).isEqualTo(INVALID);

        assertThat(out.toString()).contains("imported/wiki.yaml:");
    }

    @Test
    void theSecretsFileIsNeverAmongTheDefinitions() throws IOException {
        write("wiki/compose.yaml", "services: {app: {image: 'a:1'}}");

        assertThat(run("import compose wiki --secrets-file services/secrets")).isEqualTo(REFUSED);

        assertThat(home.resolve("services/imported")).doesNotExist();
    }

    @Test
    void routesOfProxiesBelongToTheProjectTheyLeadTo() throws IOException {
        addTraefik();
        write("stacks/wiki/compose.yaml", "services: {app: {image: 'a:1', ports: ['8080:3000']}}");
        write(
                "stacks/photos/compose.yaml",
                "services: {web: {image: 'a:1', container_name: photos, ports: ['2283:2283']}}");
        write("dynamic/routes.yml", """
                http:
                  routers:
                    wiki: {rule: "Host(`wiki.home.arpa`)", service: wiki}
                    nas: {rule: "Host(`nas.home.arpa`)", service: nas}
                  services:
                    wiki: {loadBalancer: {servers: [{url: "http://192.0.2.11:8080"}]}}
                    nas: {loadBalancer: {servers: [{url: "http://192.0.2.99:5000"}]}}
                """);
        write("Caddyfile", "pictures.home.arpa {\n  reverse_proxy photos:2283\n  encode gzip\n}\n");

        assertThat(run("import compose stacks --routes dynamic --routes Caddyfile"))
                .as(out.toString())
                .isZero();

        assertThat(home.resolve("services/imported/wiki.yaml")).content().contains("""
                routes:
                  - container: app
                    port: 3000
                """);
        assertThat(home.resolve("services/imported/photos.yaml")).content().contains("""
                routes:
                  - hostname: pictures.home.arpa
                    container: web
                    port: 2283
                """);
        assertThat(out.toString())
                .contains(
                        "not carried: route nas@file: It leads to http://192.0.2.99:5000, which is not among what is imported. (",
                        "routes.yml:4:5",
                        "now routes[0]: wiki@file",
                        "Answers are compressed");
    }

    @Test
    void routesOfProxiesAreNamedAsJsonToo() throws IOException {
        write("wiki/compose.yaml", "services: {app: {image: 'a:1', ports: ['8080:3000']}}");
        write(
                "Caddyfile",
                "wiki.home.arpa {\n  reverse_proxy localhost:8080\n}\nx.home.arpa {\n  reverse_proxy gone:1\n}\n");

        assertThat(run("import compose wiki --routes Caddyfile --json")).isZero();

        assertThat(out.toString()).contains("\"otherRoutes\"", "http://gone:1", "Routes need a target of kind traefik");
    }

    private void addTraefik() throws IOException {
        Path inventory = home.resolve("services/inventory.yaml");
        Files.writeString(inventory, Files.readString(inventory) + """
                  proxy: {kind: traefik, host: nas, directory: /etc/traefik/dynamic, api: "http://192.0.2.11:8080", entryPoint: websecure}
                """);
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(home.resolve(file).getParent());
        Files.writeString(home.resolve(file), text);
    }

    private int run(String command) {
        List<String> arguments = new ArrayList<>();
        String last = "";
        for (String word : command.split(" ", -1)) {
            boolean isPath = List.of("--secrets-file", "--routes").contains(last)
                    || (last.equals("compose") && !word.startsWith("-"));
            arguments.add(isPath ? home.resolve(word).normalize().toString() : word);
            last = word;
        }
        arguments.addAll(List.of("--services", home.resolve("services").toString()));
        return new HomelabCommand(Map.of("HOME", folder.toString()))
                .commandLine(arguments.toArray(String[]::new))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(arguments.toArray(String[]::new));
    }
}
