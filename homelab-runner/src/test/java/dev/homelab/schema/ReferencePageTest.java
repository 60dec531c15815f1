// SPDX-License-Identifier: Apache-2.0
package dev.homelab.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** {@code docs/reference.md} is what the schemas say of each key, as tables. {@code -Dgolden.update=true} rewrites it. */
class ReferencePageTest {

    private static final Path PAGE = Path.of("../docs/reference.md");
    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> contents = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    @Test
    void thePageHasEveryKeyOfTheSchemas() throws IOException {
        schema("service", "A service", "services/CATEGORY/NAME.yaml");
        schema("inventory", "The inventory", "services/inventory.yaml");
        String page = """
                # Reference

                Every key of a definition and of the inventory, with its type and form. A test writes this page from the schemas, which come from the records.
                [definitions.md](definitions.md) is the guide to them, and [cli.md](cli.md) has every command.

                %s
                %s""".formatted(String.join("\n", contents), text);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private void schema(String name, String title, String file) throws IOException {
        JsonNode schema =
                JSON.readTree(Path.of("../schema", name + "-schema.json").toFile());
        section("##", title, "`" + file + "`: " + words(schema), schema);
        schema.path("definitions")
                .properties()
                .forEach(one -> section("###", title(one.getKey()), words(one.getValue()), one.getValue()));
    }

    private void section(String level, String title, String words, JsonNode type) {
        contents.add("%s- [%s](#%s)".formatted(level.equals("##") ? "" : "  ", title, anchor(title)));
        text.append("\n%s %s\n\n%s\n".formatted(level, title, words));
        if (type.path("properties").isEmpty()) {
            text.append("\nOne of: %s.\n".formatted(alternatives(type)));
        }
        Stream.concat(Stream.of(type), type.path("oneOf").valueStream())
                .filter(whole -> !whole.path("properties").isEmpty())
                .forEach(this::keys);
    }

    private void keys(JsonNode type) {
        List<String> required = new ArrayList<>();
        type.path("required").forEach(key -> required.add(key.asText()));
        text.append("\n| key | required | type | meaning | example |\n|---|---|---|---|---|\n");
        type.path("properties")
                .properties()
                .forEach(key -> text.append("| `%s` | %s | %s | %s | %s |\n"
                        .formatted(
                                key.getKey(),
                                required.contains(key.getKey()) ? "yes" : "no",
                                cell(kind(key.getValue())),
                                cell(words(key.getValue())),
                                cell(example(key.getValue())))));
    }

    private static String words(JsonNode node) {
        return node.path("markdownDescription").asText(node.path("description").asText());
    }

    private static String kind(JsonNode node) {
        if (node.has("$ref")) {
            String title = title(node.path("$ref").asText().replaceFirst(".*/", ""));
            return "[%s](#%s)".formatted(title, anchor(title));
        }
        if (node.has("enum")) {
            return StreamSupport.stream(node.path("enum").spliterator(), false)
                    .map(value -> "`" + value.asText() + "`")
                    .collect(Collectors.joining(", "));
        }
        if (node.has("anyOf") || node.has("oneOf")) {
            return alternatives(node);
        }
        if (node.path("type").isArray()) {
            return StreamSupport.stream(node.path("type").spliterator(), false)
                    .map(JsonNode::asText)
                    .collect(Collectors.joining(" or "));
        }
        return switch (node.path("type").asText()) {
            case "array" -> "list of " + kind(node.path("items"));
            case "object" ->
                node.has("properties") ? "a mapping" : "mapping to " + kind(node.path("additionalProperties"));
            case "integer" -> "number" + range(node);
            case "" -> "any";
            default -> node.path("type").asText();
        };
    }

    private static String alternatives(JsonNode node) {
        JsonNode all = node.has("anyOf") ? node.path("anyOf") : node.path("oneOf");
        return StreamSupport.stream(all.spliterator(), false)
                .map(ReferencePageTest::kind)
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private static String range(JsonNode node) {
        if (node.has("minimum") && node.has("maximum")) {
            return " from %s to %s"
                    .formatted(
                            node.path("minimum").asText(), node.path("maximum").asText());
        }
        return node.has("minimum")
                ? " from %s on".formatted(node.path("minimum").asText())
                : "";
    }

    private static String example(JsonNode node) {
        if (node.has("oneOf")) {
            return node.path("oneOf")
                    .valueStream()
                    .map(ReferencePageTest::example)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
        }
        JsonNode shown = node.has("examples")
                ? node.path("examples").path(0)
                : node.path("items").path("examples").path(0);
        return shown.isMissingNode() ? "" : "`" + (shown.isTextual() ? shown.asText() : shown.toString()) + "`";
    }

    private static String title(String type) {
        return type.replaceAll("(?<=[a-z])(?=[A-Z])", " ");
    }

    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
