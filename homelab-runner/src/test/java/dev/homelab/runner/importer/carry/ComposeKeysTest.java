// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.runner.importer.ComposeProject;
import dev.homelab.runner.importer.Conversion;
import dev.homelab.runner.importer.ConversionOptions;
import dev.homelab.runner.importer.Converter;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every key and every form that the schema of Compose knows is carried or named: each gets a value, is converted, and must be
 * seen in the definition or among what is not carried. The table in docs/compose-keys.md is what this finds.
 */
@Tag("proof")
class ComposeKeysTest {

    private static final Path PAGE = Path.of("../docs/compose-keys.md");
    private static final Path FIGURE = Path.of("target/proofs/compose-keys.txt");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** What reading files works in, so that nothing is left of it to convert. */
    private static final Set<String> READ = Set.of("extends", "env_file", "label_file", "profiles");

    private static final Map<String, String> SECTIONS =
            Map.of("network", "networks", "volume", "volumes", "secret", "secrets", "config", "configs");

    /** Values that mean something where the schema says no more than its type. */
    private static final Map<String, String> VALUES = values();

    private JsonNode schema = JSON.objectNode();

    /**
     * A key in one form.
     *
     * @param path below the service, such as {@code .ports[].target}
     * @param form the type of its value
     * @param bare the same without the key, where others have to stand beside it
     */
    private record Sample(String path, String form, JsonNode value, Optional<JsonNode> bare) {

        Sample(String path, String form, JsonNode value) {
            this(path, form, value, Optional.empty());
        }
    }

    @Test
    void everyKeyOfComposeIsCarriedOrNamedWithItsReason() throws IOException {
        Path contracts =
                Path.of(System.getenv().getOrDefault("CONTRACTS", "contracts")).resolve("compose/compose-spec.json");
        assumeTrue(Files.exists(contracts), "CONTRACTS names no folder with compose/compose-spec.json");
        schema = new ObjectMapper().readTree(contracts.toFile());
        Map<String, String> rows = new TreeMap<>();
        List<String> unseen = new ArrayList<>();
        schema.at("/definitions/service/properties").properties().forEach(entry -> {
            for (Sample sample : samples(entry.getValue(), "." + entry.getKey(), 0)) {
                ObjectNode project = base();
                ObjectNode plain = base();
                ((ObjectNode) project.at("/services/app")).set(entry.getKey(), sample.value());
                sample.bare().ifPresent(bare -> ((ObjectNode) plain.at("/services/app")).set(entry.getKey(), bare));
                judge(
                        "services.*" + sample.path(),
                        sample.form(),
                        READ.contains(entry.getKey()) ? JSON.objectNode() : project,
                        plain,
                        rows,
                        unseen);
            }
        });
        SECTIONS.forEach((definition, section) -> schema.at("/definitions/" + definition + "/properties")
                .properties()
                .forEach(entry -> {
                    for (Sample sample : samples(entry.getValue(), "." + section + "." + entry.getKey(), 0)) {
                        ObjectNode project = base();
                        ObjectNode part = (ObjectNode) project.at("/" + section + "/part");
                        if (entry.getKey().equals("file")
                                || entry.getKey().equals("environment")
                                || entry.getKey().equals("external")) {
                            part.removeAll();
                        }
                        part.set(entry.getKey(), sample.value());
                        use(project, section);
                        ObjectNode plain = base();
                        ObjectNode other = (ObjectNode) plain.at("/" + section + "/part");
                        if (part.size() == 1) {
                            other.removeAll();
                        }
                        sample.bare().ifPresent(bare -> other.set(entry.getKey(), bare));
                        use(plain, section);
                        judge(
                                section + ".*" + sample.path().substring(section.length() + 1),
                                sample.form(),
                                project,
                                plain,
                                rows,
                                unseen);
                    }
                }));
        rows.put("name", row("text", "first class", "`project`, where the service is called otherwise"));
        rows.put("version", row("text", "refused", "Compose does not look at it."));
        rows.put("include", row("any", "first class", "read, and worked in"));
        rows.put("models", row("mapping", "refused", "Models are run by Docker Desktop, and not by an engine."));
        labels(rows, unseen);
        assertThat(unseen).as("neither carried nor named").isEmpty();
        figure(rows);
        String page = page(rows);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).hasContent(page);
    }

    /** Labels that mean something to a proxy or a dashboard, where the inventory has such targets. */
    private static void labels(Map<String, String> rows, List<String> unseen) throws IOException {
        Path folder = Files.createTempDirectory("inventory");
        Path file = Files.writeString(folder.resolve("inventory.yaml"), CarryTest.INVENTORY);
        Inventory inventory = new CatalogReader(Plugins.found().kinds())
                .read(folder, file)
                .catalog()
                .orElseThrow()
                .inventory();
        Files.delete(file);
        Files.delete(folder);
        String router = "traefik.http.routers.wiki.rule: Host(`wiki.home.arpa`), "
                + "traefik.http.services.wiki.loadbalancer.server.port: '80'";
        Map<String, String> samples = new TreeMap<>();
        samples.put("of Traefik, for pages", router);
        samples.put(
                "of Traefik, for TCP and UDP",
                "traefik.tcp.routers.db.rule: HostSNI(`*`), traefik.tcp.routers.db.entrypoints: postgres, "
                        + "traefik.tcp.services.db.loadbalancer.server.port: '80'");
        samples.put("of Traefik, with a rule that no route says", router.replace(")", ") && Method(`GET`)"));
        samples.put("of Caddy (caddy-docker-proxy)", "caddy: wiki.home.arpa, caddy.reverse_proxy: '{{upstreams 80}}'");
        samples.put("of Homepage", router + ", homepage.name: Wiki, homepage.icon: wikijs.png");
        samples.put("of Homepage, with a widget", router + ", homepage.widget.type: wikijs");
        samples.put("of Glance", router + ", glance.name: Wiki, glance.icon: 'si:wikidotjs'");
        samples.put("of others, such as Watchtower", "com.centurylinklabs.watchtower.enable: 'true'");
        samples.forEach((form, labels) -> {
            ObjectNode project = base();
            ((ObjectNode) project.at("/services/app")).putArray("ports").add("8080:80");
            ((ObjectNode) project.at("/services/app")).set("labels", read("{" + labels + "}"));
            Conversion conversion = Converter.convert(
                    new ComposeProject("wiki", project),
                    new ConversionOptions("nas", Optional.of(inventory), Optional.empty()));
            List<String> goals = conversion.carried().stream()
                    .map(part -> part.to().replaceFirst("\\[.*", ""))
                    .distinct()
                    .filter(goal -> !goal.startsWith("labels"))
                    .map(goal -> "`" + goal + "`")
                    .toList();
            boolean isKept = conversion.notCarried().isEmpty();
            if (!isKept) {
                unseen.add(form + conversion.notCarried());
            }
            String note = conversion.notes().stream()
                    .filter(one -> one.startsWith("services.app.labels: "))
                    .map(one -> one.replaceFirst("^[^ ]+ ", "; "))
                    .findFirst()
                    .orElse("");
            rows.put(
                    "services.*.labels (" + form + ")",
                    row(form, "first class", (goals.isEmpty() ? "`labels`" : String.join(", ", goals)) + note));
        });
    }

    private void judge(
            String path,
            String form,
            ObjectNode project,
            ObjectNode plain,
            Map<String, String> rows,
            List<String> unseen) {
        String key = path + " (" + form + ")";
        if (project.isEmpty()) {
            rows.put(key, row(form, "first class", "read, and worked in"));
            return;
        }
        ConversionOptions options = ConversionOptions.on("nas");
        Conversion with = Converter.convert(new ComposeProject("wiki", project), options);
        if (!with.notCarried().isEmpty()) {
            rows.put(key, row(form, "refused", with.notCarried().get(0).reason()));
        } else if (!with.raw().isEmpty()) {
            rows.put(key, row(form, "raw", "under `compose`"));
        } else {
            Conversion without = Converter.convert(new ComposeProject("wiki", plain), options);
            boolean isSeen = !with.definition().equals(without.definition())
                    || !with.notes().equals(without.notes());
            Optional<String> note = with.notes().stream()
                    .filter(one -> !without.notes().contains(one) && one.matches("[a-z]+\\.[^ ]+: .*"))
                    .findFirst();
            if (note.isPresent()) {
                rows.put(key, row(form, "refused", note.get().replaceFirst("^[^ ]+: ", "")));
            } else if (isSeen) {
                rows.put(key, row(form, "first class", where(with, without)));
            } else {
                unseen.add(key + " " + project);
            }
        }
    }

    /** Returns the keys of the definition that are otherwise. */
    private static String where(Conversion with, Conversion without) {
        Set<String> before = new java.util.TreeSet<>(flat("", without.definition()));
        Set<String> now = new java.util.LinkedHashSet<>(flat("", with.definition()));
        now.removeAll(before);
        return now.stream()
                .map(line -> line.replaceFirst("=.*", "").replace("containers.app.", ""))
                .map(line -> "`" + line + "`")
                .distinct()
                .findFirst()
                .orElse("as the defaults say");
    }

    private static List<String> flat(String path, Object value) {
        List<String> lines = new ArrayList<>();
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            boolean isOfPeople = path.matches(
                    "containers\\.app\\.(environment|secrets|labels|files|secretFiles|sysctls|extraHosts|networks|dependsOn)|networks|volumes");
            map.forEach((key, inner) -> {
                if (isOfPeople && !(inner instanceof Map)) {
                    lines.add(path + "=" + key + inner);
                } else {
                    lines.addAll(flat((path.isEmpty() ? "" : path + ".") + key, inner));
                }
            });
        } else {
            lines.add(path + "=" + value);
        }
        return lines;
    }

    private static String row(String form, String kind, String remark) {
        return "%s | %s | %s".formatted(form, kind, remark);
    }

    private static void use(ObjectNode project, String section) {
        ObjectNode app = (ObjectNode) project.at("/services/app");
        if (section.equals("volumes")) {
            app.putArray("volumes").add("part:/data");
        } else {
            app.putArray(section).add("part");
        }
    }

    private static ObjectNode base() {
        try {
            return (ObjectNode) new YAMLMapper().readTree("""
                    services:
                      app: {image: 'a:1'}
                      db: {image: 'b:1'}
                    networks: {part: {}}
                    volumes: {part: {}}
                    secrets: {part: {file: /srv/part}}
                    configs: {part: {content: text}}
                    """);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Sample> samples(JsonNode written, String path, int depth) {
        JsonNode part = resolved(written);
        List<Sample> samples = new ArrayList<>();
        for (String choice : List.of("oneOf", "anyOf")) {
            part.path(choice).forEach(one -> samples.addAll(samples(one, path, depth)));
        }
        List<String> types = part.path("type").isArray()
                ? part.path("type").valueStream().map(JsonNode::asText).toList()
                : part.has("type") ? List.of(part.path("type").asText()) : List.of();
        for (String type : types) {
            switch (type) {
                case "object" -> samples.addAll(objects(part, path, depth));
                case "array" -> {
                    for (Sample item : samples(part.path("items"), path + "[]", depth + 1)) {
                        samples.add(new Sample(
                                item.path(),
                                "list of " + item.form(),
                                JSON.arrayNode().add(item.value()),
                                item.bare().map(bare -> JSON.arrayNode().add(bare))));
                    }
                }
                case "null" -> {}
                default -> samples.add(new Sample(path, word(type), value(path, type, part)));
            }
        }
        Map<String, Sample> distinct = new LinkedHashMap<>();
        samples.forEach(sample -> distinct.putIfAbsent(sample.path() + sample.form(), sample));
        return List.copyOf(distinct.values());
    }

    private List<Sample> objects(JsonNode part, String path, int depth) {
        List<Sample> samples = new ArrayList<>();
        if (depth > 6) {
            return samples;
        }
        part.path("properties").properties().forEach(entry -> {
            for (Sample inner : samples(entry.getValue(), path + "." + entry.getKey(), depth + 1)) {
                ObjectNode object = required(part, path, depth);
                String beside = VALUES.get(path + "." + entry.getKey() + "*beside");
                if (beside != null) {
                    object.setAll((ObjectNode) read(read(beside).asText()));
                }
                ObjectNode bare = object.deepCopy();
                bare.remove(entry.getKey());
                inner.bare().ifPresent(one -> bare.set(entry.getKey(), one));
                object.set(entry.getKey(), inner.value());
                samples.add(new Sample(
                        inner.path(), inner.form(), object, bare.isEmpty() ? Optional.empty() : Optional.of(bare)));
            }
        });
        part.path("patternProperties").properties().forEach(entry -> {
            if (!entry.getKey().startsWith("^x-")) {
                String key = VALUES.getOrDefault(path + ".*key", "part");
                for (Sample inner : samples(entry.getValue(), path + ".*", depth + 1)) {
                    samples.add(new Sample(
                            inner.path(),
                            "mapping to " + inner.form(),
                            JSON.objectNode().set(key, inner.value()),
                            inner.bare().map(bare -> JSON.objectNode().set(key, bare))));
                }
            }
        });
        if (samples.isEmpty()) {
            samples.add(new Sample(path, "mapping", JSON.objectNode().put("size", "1g")));
        }
        return samples;
    }

    private ObjectNode required(JsonNode part, String path, int depth) {
        ObjectNode object = JSON.objectNode();
        part.path("required").forEach(key -> {
            List<Sample> all =
                    samples(part.path("properties").path(key.asText()), path + "." + key.asText(), depth + 1);
            if (!all.isEmpty()) {
                object.set(key.asText(), all.get(0).value());
            }
        });
        String more = VALUES.get(path + "*with");
        if (more != null) {
            object.setAll((ObjectNode) read(read(more).asText()));
        }
        return object;
    }

    private static JsonNode value(String path, String type, JsonNode part) {
        String own = VALUES.getOrDefault(path + ":" + type, VALUES.get(path));
        if (own != null) {
            return read(own);
        }
        if (part.has("enum")) {
            return part.path("enum").get(0);
        }
        return switch (type) {
            case "boolean" -> JSON.booleanNode(true);
            case "number", "integer" -> JSON.numberNode(2);
            default -> JSON.textNode("text");
        };
    }

    private static JsonNode read(String yaml) {
        try {
            return new YAMLMapper().readTree(yaml);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode resolved(JsonNode part) {
        String name = part.path("$ref").asText();
        return name.isEmpty()
                ? part
                : resolved(schema.path("definitions").path(name.substring(name.lastIndexOf('/') + 1)));
    }

    private static String word(String type) {
        return type.equals("string") ? "text" : type.equals("boolean") ? "truth" : "number";
    }

    private static void figure(Map<String, String> rows) throws IOException {
        Map<String, Long> kinds = rows.values().stream()
                .collect(Collectors.groupingBy(row -> row.split(" \\| ", -1)[1], TreeMap::new, Collectors.counting()));
        String figure = "%d keys and forms of Compose: %s".formatted(rows.size(), kinds);
        Files.createDirectories(FIGURE.getParent());
        Files.writeString(FIGURE, figure + "\n");
        System.out.println(figure);
    }

    private static String page(Map<String, String> rows) {
        StringBuilder page = new StringBuilder("""
                # Keys of Compose

                What [`homelab import compose`](COMING_FROM_COMPOSE.md) makes of each key and each form that the schema of the Compose
                specification knows. A test walks that schema, converts a value of each form, and writes this table; there is no fourth kind.

                | kind | means |
                |---|---|
                | first class | a definition has a key for it |
                | raw | it stands in the definition under `compose`, in the words of Compose |
                | refused | a definition does not say it; the import names it with this reason |

                | key | form | kind | where, or why not |
                |---|---|---|---|
                """);
        rows.forEach((key, row) -> page.append(
                "| `%s` | %s |%n".formatted(key.replaceFirst(" \\(.*", ""), row).replace("\r", "")));
        return page.toString();
    }

    private static Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        for (String line : """
                .image: 'a:2'
                .init:string: 'true'
                .depends_on.*.restart:string: 'true'
                .depends_on.*.required:boolean: false
                .depends_on.*.required:string: 'false'
                .healthcheck.disable:string: 'true'
                .volumes[].read_only:string: 'true'
                .volumes[].volume.nocopy:string: 'true'
                .privileged:string: 'true'
                .read_only:string: 'true'
                .networks.external:string: 'true'
                .networks.internal:string: 'true'
                .networks.enable_ipv6:string: 'true'
                .volumes.external:string: 'true'
                .configs.content: another
                .container_name: app-1
                .hostname: app.local
                .user: '1000:1000'
                .stop_grace_period: 1m
                .restart: always
                .network_mode: host
                .depends_on[]: db
                .depends_on.*key: db
                .depends_on.*.condition: service_healthy
                .depends_on.*with: '{condition: service_started}'
                .ports[]:number: 80
                .ports[]:string: '8080:80'
                .ports[]*with: '{target: 80}'
                .ports[].target: 80
                .ports[].published: '8080'
                .ports[].protocol: udp
                .ports[].host_ip: 127.0.0.1
                .ports[].mode: ingress
                .volumes[]: 'part:/data'
                .volumes[]*with: '{type: volume, source: part, target: /data}'
                .volumes[].type: volume
                .volumes[].source: part
                .volumes[].target: /data
                .volumes[].bind*beside: '{type: bind, source: /srv/data}'
                .volumes[].tmpfs*beside: '{type: tmpfs}'
                .volumes[].image*beside: '{type: image}'
                .volumes[].tmpfs.mode: 511
                .volumes[].tmpfs.size: 1000000
                .volumes[].tmpfs.size:string: 64m
                .ports[].host_ip*beside: '{published: 8080}'
                .volumes[].bind.selinux: z
                .volumes[].bind.propagation: rslave
                .volumes[].bind.create_host_path: false
                .volumes[].consistency: cached
                .networks[]: part
                .networks.*.aliases[]: api
                .networks.*.ipv4_address: 172.28.0.5
                .networks.*.ipv6_address: 'fd00::5'
                .devices[]: /dev/dri
                .devices[]*with: '{source: /dev/dri}'
                .devices[].source: /dev/dri
                .devices[].target: /dev/dri0
                .devices[].permissions: rw
                .gpus: all
                .gpus[].capabilities[]: gpu
                .mem_limit: 512m
                .shm_size: 64m
                .tmpfs: /run
                .tmpfs[]: /run
                .cap_add[]: NET_ADMIN
                .cap_drop[]: ALL
                .sysctls[]: net.core.somaxconn=1
                .sysctls.*key: net.core.somaxconn
                .environment[]: A=b
                .labels[]: a=b
                .annotations[]: a=b
                .extra_hosts[]: 'nas:192.0.2.5'
                .extra_hosts.*: 192.0.2.5
                .extra_hosts.*[]: 192.0.2.5
                .healthcheck*with: '{test: [CMD, date]}'
                .healthcheck.test: 'true'
                .healthcheck.test[]: CMD-SHELL
                .healthcheck.interval: 10s
                .healthcheck.timeout: 10s
                .healthcheck.start_period: 10s
                .healthcheck.start_interval: 10s
                .healthcheck.retries: '3'
                .logging.options.*key: max-size
                .logging.options.*: 10m
                .build.context: https://example.org/app.git
                .build*with: '{context: "https://example.org/app.git"}'
                .build: https://example.org/app.git
                .build.args[]: VERSION=1
                .build.dockerfile: docker/Dockerfile
                .deploy.resources.limits.cpus: '0.5'
                .deploy.resources.limits.memory: 64m
                .deploy.restart_policy.condition: any
                .links[]: db
                .volumes_from[]: db
                .secrets[]: part
                .secrets[].source: part
                .secrets[]*with: '{source: part}'
                .configs[]: part
                .configs[].source: part
                .configs[]*with: '{source: part}'
                .command: serve
                .entrypoint: serve
                .cpus: '0.5'
                .use_api_socket: true
                .networks.driver: macvlan
                .networks.ipam.driver: custom
                .networks.ipam.config[].subnet: 172.28.0.0/16
                .networks.ipam.config[].gateway: 172.28.0.1
                .networks.ipam.config[].ip_range: 172.28.1.0/24
                .volumes.driver: rclone
                .networks.external.name: web
                .volumes.external.name: media
                """.lines().toList()) {
            int end = line.lastIndexOf(": ");
            int first = line.indexOf(": ");
            values.put(line.substring(0, first), line.substring(first + 2));
            assertThat(end).isPositive();
        }
        return values;
    }
}
