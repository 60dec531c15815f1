// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.HostileTexts;
import dev.homelab.lab.file.YamlTree;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YamlTextTest {

    private static final long SEED = 42;
    private static final int MANY = 10_000;

    @Test
    void whateverATextHoldsIsReadAsItWasWritten() {
        HostileTexts.of(SEED, MANY).forEach(text -> {
            ObjectNode tree = tree(text);

            String written = YamlText.write(tree);

            assertThat(YamlTree.read(written)).as(written).isEqualTo(tree);
            assertThat(YamlText.read(written)).as(written).contains(tree);
        });
    }

    @Test
    void theSameHoldsForWhatIsRewritten() {
        HostileTexts.of(SEED + 1, MANY).forEach(text -> {
            ObjectNode tree = tree(text);

            String written = YamlText.rewrite(tree);

            assertThat(YamlTree.read(written)).as(written).isEqualTo(tree);
            assertThat(YamlText.read(written)).as(written).contains(tree);
        });
    }

    @Test
    void aNextLineCharacterIsNoBlank() {
        JsonNode read = YamlTree.read(YamlText.write(Map.of("a", List.of("x\u0085y", "x\u2028y"))));

        assertThat(read.path("a").path(0).asText()).isEqualTo("x\u0085y");
        assertThat(read.path("a").path(1).asText()).isEqualTo("x\u2028y");
    }

    private static ObjectNode tree(String text) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("value", text);
        tree.putArray("list").add(text).add("next");
        tree.putObject("inner").put("deep", text).put("after", "it");
        tree.put("key " + text, "x");
        return tree;
    }
}
