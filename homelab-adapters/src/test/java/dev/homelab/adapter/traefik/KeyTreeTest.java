// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class KeyTreeTest {

    private static final String REFERENCE = "traefik/dynamic-configuration-file.v3.7.9.yaml";
    private static final Path RESOURCE =
            Path.of("src/main/resources/dev/homelab/adapter/traefik/dynamic-configuration.txt");

    /** Mappings that mean something when they are empty, tried out with v3.7.15; the reference does not say it. */
    private static final Pattern MAY_BE_EMPTY = Pattern.compile("http\\.services\\.\\*\\.\\w+\\.sticky\\.cookie\\."
            + "|http\\.services\\.\\*\\.(failover|mirroring|highestRandomWeight|weighted)\\.healthCheck\\."
            + "|http\\.middlewares\\.\\*\\.(compress|contentType|.*ipStrategy)\\."
            + "|(http|tcp)\\.routers\\.\\*\\.tls\\."
            + "|tcp\\..*\\.proxyProtocol\\.");

    @Test
    void keysAreFoundByTheirPath() {
        KeyTree router = KeyTree.FILE
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
    void theResourceIsDerivedFromTraefiksOwnReference() throws IOException {
        String derived = derived(new YAMLMapper()
                .readTree(Path.of(System.getenv("CONTRACTS")).resolve(REFERENCE).toFile()));
        if (System.getProperty("golden.update") != null) {
            Files.writeString(RESOURCE, derived);
        }

        assertThat(Files.readString(RESOURCE)).isEqualTo(derived);
    }

    /** The reference makes up the keys of a plugin, which takes any. */
    private static String derived(JsonNode reference) {
        Set<String> paths = new TreeSet<>();
        add(paths, "", reference);
        paths.removeIf(path -> path.startsWith("http.middlewares.*.plugin.*"));
        paths.add("http.middlewares.*.plugin.*~");
        StringBuilder lines = new StringBuilder();
        paths.forEach(
                path -> lines.append(path).append(MAY_BE_EMPTY.matcher(path).matches() ? "?\n" : "\n"));
        return lines.toString();
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
