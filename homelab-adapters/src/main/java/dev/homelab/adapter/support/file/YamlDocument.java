// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.file;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file: its text, which is what is written and compared, and its tree, which is parsed once, when it is first asked
 * for. Safe for several threads.
 */
public final class YamlDocument {

    /** The document of a file without a line. */
    public static final YamlDocument EMPTY = of("");

    private final String text;
    private volatile @Nullable Parsed parsed;

    private YamlDocument(String text, @Nullable Parsed parsed) {
        this.text = text;
        this.parsed = parsed;
    }

    /** Returns the document of a text, whatever is in it. */
    @JsonCreator
    public static YamlDocument of(String text) {
        return new YamlDocument(text, null);
    }

    /** Returns the document of what is to be written, which is never parsed. */
    public static YamlDocument written(Map<String, ?> tree) {
        JsonNode root = YamlText.tree(tree);
        return new YamlDocument(YamlText.write(root), new Parsed(true, root));
    }

    /** Returns the text. */
    @JsonValue
    public String text() {
        return text;
    }

    /** Returns the tree, not to be changed; a missing node if the text is blank or not YAML. */
    public JsonNode root() {
        return parsed().root();
    }

    /** Returns whether the text is YAML. */
    public boolean isReadable() {
        return parsed().readable();
    }

    private Parsed parsed() {
        Parsed known = parsed;
        if (known == null) {
            Optional<JsonNode> root = YamlText.read(text);
            known = new Parsed(root.isPresent(), root.orElse(MissingNode.getInstance()));
            parsed = known;
        }
        return known;
    }

    private record Parsed(boolean readable, JsonNode root) {}

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof YamlDocument document && document.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
