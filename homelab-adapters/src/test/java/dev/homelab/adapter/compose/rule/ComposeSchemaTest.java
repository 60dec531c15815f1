// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.rule;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.compose.rule.ComposeSchema.Misfit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeSchemaTest {

    private static final Path RESOURCE =
            Path.of("src/main/resources/dev/homelab/adapter/compose/rule/compose-values.json");

    /** Each needs a section of its own beside the services. */
    private static final Set<String> IN_OTHER_SECTIONS = Set.of("configs", "models");

    /** What a person reads and no program needs; Compose itself removes duplicates from some lists. */
    private static final Set<String> LEFT_OUT =
            Set.of("description", "title", "default", "deprecated", "uniqueItems", "format");

    /** How Compose reads a text, by the names of keys: the casts of compose-go's loader, and its sizes. */
    private static final Map<String, String> TEXTS = texts(Map.of(
            "INTEGER",
            "cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares oom_score_adj pids_limit"
                    + " scale ulimits replicas parallelism max_attempts max_replicas_per_node hard soft pids",
            "NO_TEXT",
            "weight",
            "NUMBER",
            "max_failure_ratio cpus",
            "SIZE",
            "mem_reservation mem_swappiness memswap_limit shm_size rate memory",
            "BOOLEAN",
            "attach oom_kill_disable stdin_open tty privileged no_cache pull required"));

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pids_limit\": \"many\"}",
                "{\"stdin_open\": \"perhaps\"}",
                "{\"mem_reservation\": \"10s\"}",
                "{\"cpu_percent\": 101}",
                "{\"oom_score_adj\": -1001}",
                "{\"cgroup\": \"public\"}",
                "{\"pull_policy\": \"sometimes\"}",
                "{\"ulimits\": {\"nofile\": {\"soft\": 1}}}",
                "{\"ulimits\": {\"nofile\": \"lots\"}}",
                "{\"ulimits\": 3}",
                "{\"dns\": [1]}",
                "{\"dns\": {\"a\": \"b\"}}",
                "{\"deploy\": {\"replica\": 1}}",
                "{\"deploy\": {\"resources\": {\"limits\": {\"cpus\": \"half\"}}}}",
                "{\"annotations\": {\"a\": [1]}}",
                "{\"working_dir\": 3}",
                "{\"scale\": 1.5}",
                "{\"blkio_config\": {\"weight\": \"300\"}}"
            })
    void whatComposeRefusesIsFound(String compose) throws IOException {
        assertThat(misfits(compose)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pids_limit\": 100, \"scale\": \"1\", \"cpu_period\": 1.5, \"memswap_limit\": -1}",
                "{\"mem_reservation\": \"64m\", \"memswap_limit\": \"1.5 GiB\", \"tty\": \"yes\", \"attach\": false}",
                "{\"ulimits\": {\"nproc\": 65535, \"nofile\": {\"soft\": 20000, \"hard\": \"40000\"}}}",
                "{\"dns\": \"192.0.2.1\", \"dns_search\": [\"a\", \"a\"], \"expose\": [80, \"3000-3005\"]}",
                "{\"annotations\": [\"a=b\"], \"storage_opt\": {\"size\": \"1G\"}, \"group_add\": [\"video\", 44]}",
                "{\"deploy\": {\"replicas\": 1, \"resources\": {\"limits\": {\"cpus\": \"0.5\", \"memory\": \"1g\"}}}}",
                "{\"deploy\": {\"x-mine\": {\"anything\": [1]}}, \"pull_policy\": \"every_12h\"}",
                "{\"post_start\": [{\"command\": \"true\", \"user\": \"root\"}], \"env_file\": [{\"path\": \"/a\"}]}"
            })
    void whatComposeTakesIsNoMisfit(String compose) throws IOException {
        assertThat(misfits(compose)).isEmpty();
    }

    @Test
    void aMisfitSaysWhereItIsAndWhatIsMeant() throws IOException {
        assertThat(misfits("{\"ulimits\": {\"nofile\": {\"soft\": \"a\", \"hart\": 1}}}"))
                .extracting(Misfit::path, Misfit::complaint)
                .containsExactlyInAnyOrder(
                        tuple(".nofile", "must have \"hard\""),
                        tuple(".nofile.soft", "must be a whole number, not \"a\""),
                        tuple(".nofile.hart", "is not known to Compose"));
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "CONTRACTS", matches = ".+")
    void theResourceIsDerivedFromTheSpecification() throws IOException {
        String derived = derived(json.readTree(Path.of(System.getenv("CONTRACTS"))
                .resolve("compose/compose-spec.json")
                .toFile()));
        if (System.getProperty("golden.update") != null) {
            Files.writeString(RESOURCE, derived);
        }

        assertThat(Files.readString(RESOURCE)).isEqualTo(derived);
    }

    private List<Misfit> misfits(String compose) throws IOException {
        Map<?, ?> values = json.readValue(compose, Map.class);
        return values.entrySet().stream()
                .flatMap(entry -> ComposeSchema.misfits(String.valueOf(entry.getKey()), entry.getValue()).stream())
                .toList();
    }

    private static Map<String, String> texts(Map<String, String> byForm) {
        Map<String, String> texts = new TreeMap<>();
        byForm.forEach((form, keys) -> List.of(keys.split(" ")).forEach(key -> texts.put(key, form)));
        return texts;
    }

    /** Keeps of the specification the keys that definitions have no word for, and what they refer to; a key a line. */
    private String derived(JsonNode specification) throws IOException {
        TreeMap<String, JsonNode> properties = new TreeMap<>();
        JsonNode service = specification.at("/definitions/service/properties");
        service.properties().stream()
                .filter(entry -> ComposeKeyFits.wordOf(entry.getKey()).isEmpty())
                .filter(entry -> !IN_OTHER_SECTIONS.contains(entry.getKey()))
                .forEach(entry -> properties.put(entry.getKey(), schema(entry.getKey(), entry.getValue())));
        TreeMap<String, JsonNode> definitions = new TreeMap<>();
        properties.values().forEach(schema -> refer(schema, definitions, specification.path("definitions")));
        return "{\n" + section("properties", properties) + ",\n" + section("definitions", definitions) + "\n}\n";
    }

    private String section(String name, Map<String, JsonNode> schemas) throws IOException {
        return schemas.entrySet().stream()
                .map(entry -> "    \"" + entry.getKey() + "\": " + entry.getValue())
                .collect(joining(",\n", "  \"" + name + "\": {\n", "\n  }"));
    }

    private void refer(JsonNode schema, Map<String, JsonNode> definitions, JsonNode all) {
        schema.findValuesAsText("$ref").forEach(reference -> {
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            if (!definitions.containsKey(name)) {
                definitions.put(name, schema(name, all.path(name)));
                refer(definitions.get(name), definitions, all);
            }
        });
    }

    /** Copies a schema without what is left out, and says how a text is read under a key of that name. */
    private JsonNode schema(String key, JsonNode written) {
        if (written.isArray()) {
            ArrayNode copy = json.createArrayNode();
            written.forEach(part -> copy.add(schema(key, part)));
            return copy;
        }
        if (!written.isObject()) {
            return written;
        }
        ObjectNode copy = json.createObjectNode();
        written.properties().stream()
                .filter(entry -> !LEFT_OUT.contains(entry.getKey()))
                .forEach(entry -> copy.set(entry.getKey(), part(key, entry.getKey(), entry.getValue())));
        if (isText(written.path("type")) && TEXTS.containsKey(key)) {
            copy.put("text", TEXTS.get(key));
        }
        return copy;
    }

    private JsonNode part(String key, String keyword, JsonNode value) {
        if (!Set.of("properties", "patternProperties").contains(keyword)) {
            return schema(key, value);
        }
        ObjectNode copy = json.createObjectNode();
        value.properties()
                .forEach(entry -> copy.set(
                        entry.getKey(), schema(keyword.equals("properties") ? entry.getKey() : key, entry.getValue())));
        return copy;
    }

    private static boolean isText(JsonNode type) {
        Set<String> types = new TreeSet<>();
        type.forEach(one -> types.add(one.asText()));
        return type.asText().equals("string") || types.contains("string");
    }
}
