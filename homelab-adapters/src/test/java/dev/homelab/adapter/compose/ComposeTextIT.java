// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homelab.adapter.HostileTexts;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ComposeFile} writes, read by the real {@code docker compose config}. */
@EnabledIfEnvironmentVariable(named = RealServers.NEEDED, matches = ".+")
class ComposeTextIT {

    private static final List<String> TEXTS = HostileTexts.of(17, 2_500).toList();

    @Test
    void composeItselfReadsEveryTextAsItIs(@TempDir Path folder) throws Exception {
        Service service = Dsl.service(
                "photos",
                "nas",
                photos -> photos.container("server", "a:1", server -> {
                    for (int i = 0; i < TEXTS.size(); i++) {
                        server.label("a." + i, TEXTS.get(i)).environment("A" + i, TEXTS.get(i));
                    }
                    server.command(TEXTS.toArray(String[]::new));
                }));
        Path file = folder.resolve("compose.yaml");
        Files.writeString(
                file,
                new ComposeFile(
                                new Owner("home", ServiceName.of("photos")),
                                service,
                                new Surroundings(
                                        Optional.empty(),
                                        "/opt/stacks/photos",
                                        new SharedNetworkMode(name -> Optional.empty(), lender -> "")),
                                path -> Map.of("", path))
                        .document(Map.of())
                        .text());

        JsonNode server = config(file, folder).at("/services/server");

        for (int i = 0; i < TEXTS.size(); i++) {
            String written = TEXTS.get(i).replace("$", "$$"); // config escapes what it prints
            assertThat(server.at("/labels/a." + i).asText()).isEqualTo(written);
            assertThat(server.at("/environment/A" + i).asText()).isEqualTo(written);
            assertThat(server.at("/command/" + i).asText()).isEqualTo(written);
        }
    }

    private static JsonNode config(Path file, Path folder) throws IOException, InterruptedException {
        Path out = folder.resolve("out.json");
        Path err = folder.resolve("err.txt");
        Process compose = new ProcessBuilder(
                        RealServers.variable("DOCKER_CONFIG") + "/cli-plugins/docker-compose",
                        "-f",
                        file.toString(),
                        "config",
                        "--format",
                        "json")
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(compose.waitFor()).as(Files.readString(err)).isZero();
        return new JsonMapper().readTree(out.toFile());
    }
}
