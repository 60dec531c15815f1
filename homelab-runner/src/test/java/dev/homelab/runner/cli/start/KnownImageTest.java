// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.homelab.model.Definition;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.container.Container;
import dev.homelab.model.container.Healthcheck;
import dev.homelab.model.value.VolumeMount;
import dev.homelab.runner.Homelab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownImageTest {

    private static final Path EXAMPLES = Path.of("../examples/services");
    private static final Path TABLE = Path.of("src/main/resources" + KnownImage.TABLE);

    private static final String PEOPLES_FILES = "/srv/";

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new Jdk8Module())
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_EMPTY)
            .enable(SerializationFeature.INDENT_OUTPUT);

    @Test
    void theTableIsWhatTheExamplesSay() throws IOException {
        String table = table();

        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(TABLE.getParent());
            Files.writeString(TABLE, table);
        }
        assertThat(table).isEqualTo(Files.readString(TABLE));
    }

    @ParameterizedTest
    @CsvSource({
        "jellyfin,jellyfin",
        "jellyfin/jellyfin,jellyfin",
        "jellyfin/jellyfin:10.9.0,jellyfin",
        "docker.io/jellyfin/jellyfin,jellyfin",
        "louislam/uptime-kuma:1,uptime-kuma"
    })
    void anImageIsFoundByNameOrRepository(String asked, String name) {
        assertThat(KnownImage.find(asked)).map(KnownImage::name).contains(name);
    }

    @Test
    void aServiceOfSeveralContainersIsNotReducedToOne() {
        assertThat(KnownImage.names()).contains("jellyfin", "navidrome").doesNotContain("immich", "paperless");
    }

    /** A service of several containers, or in the network of its host, is more than its image. */
    private static String table() throws JsonProcessingException {
        ArrayNode rows = JSON.createArrayNode();
        Homelab examples = Homelab.read(EXAMPLES, EXAMPLES.resolve("inventory.yaml"), Map.of());
        examples.catalog().written().definitions().stream()
                .filter(definition -> definition.service().containers().size() == 1)
                .filter(definition -> definition.service().containers().values().stream()
                        .allMatch(container -> container.networkMode().isEmpty()))
                .filter(definition -> definition.service().routes().stream()
                        .anyMatch(route -> route.port().isPresent()))
                .forEach(definition -> rows.add(row(definition)));
        return JSON.writeValueAsString(rows) + "\n";
    }

    private static ObjectNode row(Definition definition) {
        Service service = definition.service();
        Container container = service.containers().values().iterator().next();
        Route route = service.routes().stream()
                .filter(one -> one.port().isPresent())
                .findFirst()
                .orElseThrow();
        ObjectNode row = JSON.createObjectNode()
                .put("name", service.name().value())
                .put("category", definition.category())
                .put("title", service.title().orElse(""))
                .put("image", container.runs())
                .put("page", route.port().orElseThrow());
        row.set("ports", JSON.valueToTree(container.ports()));
        row.set("volumes", JSON.valueToTree(ofItsOwn(container)));
        row.set(
                "healthcheck",
                JSON.valueToTree(
                        container.healthcheck().map(KnownImageTest::tree).orElse(JSON.createObjectNode())));
        return row;
    }

    private static ObjectNode tree(Healthcheck check) {
        return JSON.valueToTree(check);
    }

    /** The folders of an example with people's files are not there at a newcomer's; what is written to them goes into volumes. */
    private static List<String> ofItsOwn(Container container) {
        return container.volumes().stream()
                .map(VolumeMount::toString)
                .filter(volume -> !volume.startsWith(PEOPLES_FILES) || !volume.endsWith(":ro"))
                .map(volume -> volume.startsWith(PEOPLES_FILES)
                        ? volume.replaceFirst("^[^:]*:(.*/)?([^/]+)$", "$2:$1$2")
                        : volume)
                .toList();
    }
}
