// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.start;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.io.MappingWriter;
import dev.homelab.model.io.ServiceWriter;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The texts of the first files of a homelab, by their names from the top of its repository. */
public final class FirstFiles {

    /** The inventory, without which there is no homelab. */
    public static final String INVENTORY = "services/inventory.yaml";

    /** The image of the example. */
    public static final String EXAMPLE_IMAGE = "nginx:1.29-alpine";

    /** Where the example publishes its page. */
    public static final String EXAMPLE_PORT = "8088:80";

    private static final String EXAMPLE = "welcome";
    private static final String SERVICE_SCHEMA = "schema/service-schema.json";
    private static final String INVENTORY_SCHEMA = "schema/inventory-schema.json";

    private final FirstAnswers answers;
    private final String key;
    private final Path home;

    /**
     * Writes them.
     *
     * @param key where the root key is found
     * @param home the home folder of the user
     */
    public FirstFiles(FirstAnswers answers, String key, Path home) {
        this.answers = answers;
        this.key = key;
        this.home = home;
    }

    /**
     * Returns all of them.
     *
     * @param image the image of the example
     * @param port the port of the example, {@code HOST:CONTAINER}
     * @param serviceSchema the schema of services
     * @param inventorySchema the schema of inventories
     */
    public Map<String, String> texts(String image, String port, String serviceSchema, String inventorySchema) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("services/web/%s.yaml".formatted(EXAMPLE), definition(example(image, port)));
        texts.put(INVENTORY_SCHEMA, inventorySchema + "\n");
        texts.put(SERVICE_SCHEMA, serviceSchema + "\n");
        texts.put(".vscode/settings.json", editor());
        texts.put(
                ".gitignore",
                "# What pipelines keep while they run, and secrets that do not belong into Git.\n.homelab/\n*.key\n.env\n");
        texts.put(INVENTORY, inventory());
        return texts;
    }

    /** Says that a file could not be written. */
    public static Problem notWritten(IOException e) {
        return new Problem(
                "file not written",
                Where.nowhere(),
                "a file could not be written: %s.".formatted(e),
                "let this user write there, or use another folder. What was written stays; running it again writes the rest.");
    }

    /** Returns the text of a service's file in the folder of a category, with the lines that lead editors to the schema. */
    public static String definition(Service service) {
        return schemaLines("../../" + SERVICE_SCHEMA) + ServiceWriter.write(service);
    }

    private static String schemaLines(String schema) {
        return "# yaml-language-server: $schema=%1$s%n# $schema: %1$s%n"
                .formatted(schema)
                .replace("\r", "");
    }

    private String inventory() {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("homelab", answers.homelab());
        keys.put("key", key);
        keys.put("record", record());
        keys.put("domain", answers.domain());
        List<FirstHost> remote =
                answers.hosts().stream().filter(host -> !host.isHere()).toList();
        String user = remote.stream()
                .flatMap(host -> host.user().stream())
                .findFirst()
                .orElse("");
        if (!remote.isEmpty()) {
            keys.put("ssh", ssh(user));
        }
        Map<String, Object> hosts = new LinkedHashMap<>();
        Map<String, Object> targets = new LinkedHashMap<>();
        for (FirstHost host : answers.hosts()) {
            hosts.put(host.name(), host.section(user));
            String root = host.folder("/opt/stacks", "stacks", home.toString());
            targets.put(host.name(), mapping("kind", "compose", "host", host.name(), "root", root));
        }
        targets.putAll(answers.targets());
        keys.put("hosts", hosts);
        keys.put("targets", targets);
        return schemaLines("../" + INVENTORY_SCHEMA)
                + "# The machines and servers of this homelab, and how to reach them. Editors explain each key.\n"
                + MappingWriter.write(keys);
    }

    /** Where every runner finds it: on a host that is reached from everywhere, if there is one. */
    private String record() {
        return answers.hosts().stream()
                .filter(host -> !host.isHere())
                .findFirst()
                .map(host ->
                        host.name() + ":" + host.folder("/var/lib/homelab", ".local/state/homelab", home.toString()))
                .orElse("~/.local/state/homelab/" + answers.homelab());
    }

    private Map<String, Object> ssh(String user) {
        return mapping("user", user, "key", "file:~/.ssh/" + sshKey(), "knownHosts", "file:~/.ssh/known_hosts");
    }

    /** Returns the key that the user has, if it is one of the usual ones. */
    private String sshKey() {
        return Stream.of("homelab_ed25519", "id_ed25519", "id_rsa")
                .filter(name -> Files.exists(home.resolve(".ssh").resolve(name)))
                .findFirst()
                .orElse("homelab_ed25519");
    }

    private Service example(String image, String port) {
        Optional<Integer> inside = image.equals(EXAMPLE_IMAGE)
                ? Optional.of(Integer.valueOf(port.substring(port.lastIndexOf(':') + 1)))
                : Optional.empty();
        return Dsl.service(
                EXAMPLE,
                answers.hosts().get(0).name(),
                service -> service.title("Welcome").container("server", image, container -> {
                    container.port(port);
                    inside.ifPresent(number -> container.healthcheck(
                            check -> check.http("/").port(number).interval("5s")));
                }));
    }

    private static Map<String, Object> mapping(String... keysAndValues) {
        Map<String, Object> mapping = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            mapping.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return mapping;
    }

    /** Binds the schemas by path, so that editors know them in files without the line, too. */
    private static String editor() {
        ObjectMapper json = new ObjectMapper();
        ObjectNode settings = json.createObjectNode();
        settings.putObject("yaml.schemas").put(INVENTORY_SCHEMA, INVENTORY).put(SERVICE_SCHEMA, "services/*/*.yaml");
        try {
            return json.writerWithDefaultPrettyPrinter()
                            .writeValueAsString(settings)
                            .replace("\r", "") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON is not written as JSON. This is a bug in homelab.", e);
        }
    }
}
