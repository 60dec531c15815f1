// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.homepage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.homelab.adapter.HostileTexts;
import dev.homelab.adapter.real.RealServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ServicesFile} writes, read by js-yaml after places for variables are filled in, as Homepage does. */
@EnabledIfEnvironmentVariable(named = "JSYAML", matches = ".+")
class ServicesTextIT {

    private static final List<String> TEXTS =
            HostileTexts.of(31, 2_500).map(text -> text + "{{HOMEPAGE_VAR_X}}").toList();

    private static final String READ = """
            const fs = require('fs'), yaml = require(process.argv[1]);
            const text = fs.readFileSync(process.argv[2], 'utf8').replaceAll('{{HOMEPAGE_VAR_X}}', 'filled in');
            fs.writeFileSync(process.argv[3], JSON.stringify(yaml.load(text)));
            """;

    @Test
    void theParserOfHomepageReadsEveryTextAsItIs(@TempDir Path folder) throws Exception {
        List<SectionEntry> entries = new ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = TEXTS.get(i);
            Optional<String> same = Optional.of(text);
            entries.add(new SectionEntry(
                    Mark.parse("home/s" + i), new ServiceTile("s" + i, text, text, text, same, same, same), List.of()));
        }
        String written = ServicesFile.parse("---\n- Mine: []\n").text(entries).orElseThrow();

        JsonNode read = read(folder, written);

        List<String> found = new ArrayList<>();
        for (JsonNode group : read) {
            group.properties()
                    .forEach(named -> named.getValue()
                            .forEach(entry -> entry.properties().forEach(service -> {
                                List<String> all = new ArrayList<>(List.of(named.getKey(), service.getKey()));
                                service.getValue().forEach(value -> all.add(value.asText()));
                                assertThat(all).hasSize(6).containsOnly(service.getKey());
                                found.add(service.getKey());
                            })));
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(TEXTS);
    }

    private static JsonNode read(Path folder, String text) throws Exception {
        Path file = Files.writeString(folder.resolve("services.yaml"), text);
        Path result = folder.resolve("services.json");
        Process node = new ProcessBuilder(
                        "node", "-e", READ, RealServers.variable("JSYAML"), file.toString(), result.toString())
                .inheritIO()
                .start();
        assertThat(node.waitFor(60, TimeUnit.SECONDS) && node.exitValue() == 0).isTrue();
        return JsonMapper.builder().build().readTree(Files.readString(result));
    }
}
