// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homelab.model.Catalog;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.problem.Problem;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of adapters report problems, whatever stands in a definition, and never throw. */
class SpoiltBlocksTest {

    private static final List<String> KEYS = List.of(
            "http",
            "tcp",
            "tls",
            "routers",
            "services",
            "middlewares",
            "a",
            "a_signin",
            "b",
            "loadBalancer",
            "servers",
            "headers",
            "certResolver",
            "rule",
            "plugin",
            "stores",
            "ulimits",
            "deploy",
            "replicas",
            "scale",
            "build",
            "context",
            "extends",
            "service",
            "file",
            "env_file",
            "path",
            "links",
            "ipc",
            "profiles",
            "files",
            "image");
    private static final List<String> SCALARS =
            List.of("", "{{", "service:", "service:x", "true", "0", "1.5", "-1", ":", "a:b", "./x", "many");

    @Test
    void everySpoiltBlockEndsInProblems(@TempDir Path folder) throws IOException {
        Path inventory = Path.of("src/test/resources/broken/inventory.yaml");
        CatalogReader reader = new CatalogReader(Plugins.found().kinds());
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Files.createDirectories(folder.resolve("media"));
            Files.writeString(folder.resolve("media/a.yaml"), definition(random));

            Optional<Catalog> catalog = reader.read(folder, inventory).catalog();

            catalog.ifPresent(read -> Plugins.found().adapters().forEach(adapter -> check(adapter, read, random)));
        }
    }

    private static void check(Adapter<?> adapter, Catalog catalog, Random random) {
        assertThatCode(() -> adapter.checkDefinitions(catalog).forEach(Problem::render))
                .as("%s, %s", adapter.kind(), random)
                .doesNotThrowAnyException();
    }

    private static String definition(Random random) throws IOException {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("image", random.nextInt(5) == 0 ? 7 : "nginx:1.29");
        container.put("healthcheck", Map.of("command", random.nextBoolean() ? List.of("CMD", "x") : "x"));
        container.put("compose", value(random, 4));
        List<Object> routes = new ArrayList<>();
        routes.add(Map.of("hostname", "a.home.arpa", "container", "server", "port", 80, "middlewares", List.of("x")));
        routes.add(random.nextBoolean() ? "text" : Map.of("loadBalancer", Map.of("serversTransport", "x")));
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("name", random.nextInt(5) == 0 ? List.of() : "a");
        definition.put("containers", Map.of("server", random.nextInt(5) == 0 ? "text" : container));
        definition.put("routes", routes);
        definition.put("traefik", value(random, 6));
        return new JsonMapper().writeValueAsString(definition);
    }

    private static Object value(Random random, int depth) {
        int kind = depth == 0 ? 9 : random.nextInt(10);
        if (kind < 5) {
            Map<String, Object> mapping = new LinkedHashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                mapping.put(KEYS.get(random.nextInt(KEYS.size())), value(random, depth - 1));
            }
            return mapping;
        }
        if (kind < 7) {
            List<Object> list = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                list.add(value(random, depth - 1));
            }
            return list;
        }
        return kind == 7 ? random.nextInt(9) : SCALARS.get(random.nextInt(SCALARS.size()));
    }
}
