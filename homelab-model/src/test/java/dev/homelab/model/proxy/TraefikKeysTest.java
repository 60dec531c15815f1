// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class TraefikKeysTest {

    private static final String REFERENCE = "traefik/dynamic-configuration-file.v3.7.9.yaml";

    @Test
    void keysAreFoundByTheirPath() {
        KeyTree router = TraefikKeys.FILE
                .under("http")
                .flatMap(http -> http.under("routers"))
                .flatMap(routers -> routers.under("photos"))
                .orElseThrow();

        assertThat(router.keys()).contains("rule", "tls").doesNotContain("photos");
        assertThat(router.under("tls").orElseThrow().mayBeEmpty()).isTrue();
        assertThat(router.under("priority").orElseThrow().kind()).isEqualTo(KeyTree.Kind.NUMBER);
        assertThat(router.under("prioritty")).isEmpty();
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "CONTRACTS", matches = ".+")
    void theTreeIsThatOfTraefiksOwnReference() throws IOException {
        JsonNode reference = new YAMLMapper()
                .readTree(Path.of(System.getenv("CONTRACTS")).resolve(REFERENCE).toFile());

        assertThat(knownTo(TraefikKeys.FILE)).isEqualTo(placesOf(reference));
    }

    private static Set<String> knownTo(KeyTree tree) {
        Set<String> paths = tree.paths();
        paths.remove("http.middlewares.*.plugin.*~"); // the reference makes something up there
        return paths;
    }

    private static Set<String> placesOf(JsonNode reference) {
        Set<String> paths = new TreeSet<>();
        add(paths, "", reference);
        paths.removeIf(path -> path.startsWith("http.middlewares.*.plugin.*"));
        return paths;
    }

    private static void add(Set<String> paths, String before, JsonNode mapping) {
        boolean isNamed =
                mapping.propertyStream().allMatch(part -> part.getKey().matches(".*\\d"));
        mapping.properties().forEach(part -> {
            String path = before + (isNamed ? "*" : part.getKey());
            JsonNode value = part.getValue();
            if (value.isObject()) {
                paths.add(path + ".");
                add(paths, path + ".", value);
            } else if (value.path(0).isObject()) {
                paths.add(path + "[].");
                add(paths, path + "[].", value.path(0));
            } else {
                paths.add(path + mark(value));
            }
        });
    }

    private static String mark(JsonNode value) {
        if (value.isArray()) {
            return "[]";
        }
        return value.isBoolean() ? "!" : value.isInt() ? "#" : "";
    }
}
