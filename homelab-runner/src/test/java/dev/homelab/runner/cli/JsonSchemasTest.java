// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.homelab.lab.Lab;
import dev.homelab.runner.LabHome;
import dev.homelab.runner.detect.WorkTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

/** What each command prints with {@code --json} is what its schema in docs/json says, and nothing that the schema does not name. */
class JsonSchemasTest {

    private static final Path SCHEMAS = Path.of("../docs/json");
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Set<String> validated = new TreeSet<>();

    private static Set<String> commands() {
        return HelpTest.commands()
                .filter(command -> command.optionsMap().containsKey("--json"))
                .map(JsonSchemasTest::file)
                .collect(toSet());
    }

    private static String file(CommandSpec command) {
        return command.qualifiedName("-").replaceFirst("^homelab-", "");
    }

    static Stream<Path> goldens() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".json")).toList().stream();
        }
    }

    @Test
    void everyCommandWithJsonHasASchema() throws IOException {
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            assertThat(files.map(file -> SCHEMAS.relativize(file).toString().replace(".json", ""))
                            .filter(name -> !name.equals("definitions")))
                    .containsExactlyInAnyOrderElementsOf(commands());
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void everyGoldenFileIsAsItsSchemaSays(Path golden) throws IOException {
        String command = Map.of("report.json", "apply", "problems.json", "validate", "drift.json", "drift")
                .getOrDefault(GOLDEN.relativize(golden).toString(), "plan");

        assertThat(errors(command, Files.readString(golden))).isEmpty();
    }

    /** So that a property that is added is no change for those who check with an older schema. */
    @Test
    void theSchemasAllowMoreThanTheyName() throws IOException {
        ObjectNode report =
                (ObjectNode) MAPPER.readTree(GOLDEN.resolve("report.json").toFile());

        String more = report.put("added", 1).toString();

        assertThat(schema("apply", false).validate(MAPPER.readTree(more))).isEmpty();
        assertThat(errors("apply", more)).isNotEmpty();
    }

    @Test
    void whatEveryCommandPrintsIsAsItsSchemaSays(@TempDir Path folder) throws IOException {
        try (LabHome home = new LabHome(folder)) {
            everyCommand(home, folder);
        }

        assertThat(validated).containsAll(commands());
    }

    private void everyCommand(LabHome home, Path folder) throws IOException {
        home.define("wiki", "wiki:1", 8002).define("photos", "photos:1", 8001);
        Files.copy(home.lab.inventory(), home.services.resolve("inventory.yaml"));
        Path knownHosts = home.lab.inventory().resolveSibling("known_hosts");
        WorkTree tree = new WorkTree(home.services);
        tree.commit("first", "");
        String directory = folder.resolve("run").toString();

        check(home, "validate");
        check(home, "doctor");
        check(home, "plan");
        check(home, "detect");
        check(home, "apply");
        check(home, "drift", "--run", directory);
        check(home, "notify", "--run", directory);
        check(home, "verify");
        check(home, "status");
        check(home, "list");
        check(home, "graph");
        check(home, "site", folder.resolve("site").toString());
        check(home, "logs", "wiki");
        check(home, "pull");
        check(home, "pin");
        check(home, "show", "wiki");
        check(home, "explain", "wiki");
        JsonNode history = check(home, "history");
        check(home, "show", history.at("/runs/0/run").asText());

        home.lab.host(Lab.MEDIA).docker().stopByHand("wiki-server-1");
        check(home, "drift");
        check(home, "status");
        home.define("wiki", "wiki:2", 8002).define("blog", "blog:1", 8003).remove("photos");
        home.lab.pihole().addByHand("192.0.2.99 blog.home.arpa # mine");
        tree.commit("second", "");
        check(home, "plan");
        check(home, "plan", "--only", "wiki");
        check(home, "plan", "--offline", "--since", "HEAD~1");
        check(home, "detect", "--since", "HEAD~1");
        check(home, "apply");
        home.lab.host(Lab.MEDIA).docker().images().unhealthyImage("wiki:2");
        check(home, "apply", "--only", "wiki", "--patience", "1");
        check(home, "show", check(home, "history").at("/runs/1/run").asText());
        check(home, "rollback", "--dry-run");
        check(home, "rollback", "--run", "20200101-000000-000");
        check(home, "rollback");

        check(home, "lock", "--holder", "someone");
        check(home, "apply");
        check(home, "unlock", "--holder", "someone");
        check(home, "hosts trust", Lab.MEDIA, "--yes");
        Files.delete(knownHosts);
        check(home, "hosts trust", Lab.MEDIA);
        check(home, "hosts trust", Lab.MEDIA, "--yes");
        check(home, "glance init");
        Path stack = Files.createDirectories(folder.resolve("stack")).resolve("compose.yaml");
        Files.writeString(
                stack,
                "services: {app: {image: 'a:1', environment: {DB_PASSWORD: hunter22}, network_mode: 'container:x'}}");
        check(home, "import compose", stack.toString(), "--dry-run");
        check(home, "new", "whoami", "--image", "traefik/whoami:v1.11.0");
        check(home, "import host", "elsewhere");
        check(home, "schema", "service");
        check(home, "schema", "--compare", "../schema");
        check(home, "destroy");
        check(home, "destroy", "--yes-destroy", "home");
        home.write("media/broken.yaml", "name: [\n");
        for (String command : List.of("validate", "plan", "apply", "verify", "drift", "explain wiki", "new other")) {
            check(home, command);
        }
    }

    /** Runs a command and holds what it prints against its schema. */
    private JsonNode check(LabHome home, String command, String... options) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
        arguments.addAll(List.of("--json", "--services", home.services.toString()));
        arguments.addAll(List.of(options));

        int code = Main.run(
                home.environment(), new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));

        assertThat(code).as(err.toString()).isNotEqualTo(Main.WRONG_USAGE);
        String schema = command.startsWith("hosts") || command.startsWith("glance") || command.startsWith("import")
                ? command.replace(' ', '-')
                : command.split(" ", -1)[0];
        assertThat(errors(schema, out.toString()))
                .as("%s %s, which ended with %d:%n%s", command, List.of(options), code, out)
                .isEmpty();
        validated.add(schema);
        return MAPPER.readTree(out.toString());
    }

    private static List<String> errors(String command, String document) throws IOException {
        return schema(command, true).validate(MAPPER.readTree(document)).stream()
                .map(Object::toString)
                .toList();
    }

    /** Returns the schema of a command with the definitions in it; a strict one allows no property that it does not name. */
    private static Schema schema(String command, boolean isStrict) throws IOException {
        ObjectNode shared =
                (ObjectNode) MAPPER.readTree(SCHEMAS.resolve("definitions.json").toFile());
        ObjectNode schema = (ObjectNode) MAPPER.readTree(
                Files.readString(SCHEMAS.resolve(command + ".json")).replace("\"definitions.json#", "\"#"));
        schema.set("definitions", shared.get("definitions"));
        if (isStrict) {
            schema.findParents("properties").forEach(named -> ((ObjectNode) named).put("additionalProperties", false));
        }
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
    }
}
