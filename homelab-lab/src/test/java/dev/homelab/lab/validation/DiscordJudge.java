// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.homelab.lab.http.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Judges by Discord's description, which is OpenAPI 3.1, whose schemas are JSON Schemas of 2020-12. No validator of whole
 * descriptions reads it well, so operations are looked up here and bodies are held to their schemas.
 */
final class DiscordJudge implements ContractValidator.Judge {

    static final String FILE = "discord/discord-openapi-v10.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode description;
    private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

    private DiscordJudge(JsonNode description) {
        this.description = description;
    }

    static DiscordJudge load() {
        return new DiscordJudge(Contract.tree(FILE));
    }

    @Override
    public boolean knows(Exchange exchange) {
        return exchange.request().path().startsWith("/api/");
    }

    @Override
    public List<String> judge(Exchange exchange) {
        Optional<JsonNode> operation = operation(exchange);
        if (operation.isEmpty()) {
            return exchange.answer().status() < 400 ? List.of("there is no such operation") : List.of();
        }
        List<String> said = new ArrayList<>();
        if (exchange.answer().status() < 400) {
            said.addAll(breaches(
                    "request",
                    operation.get().at("/requestBody"),
                    exchange.request().body()));
        }
        said.addAll(response(operation.get(), exchange.answer().status())
                .map(response -> breaches("answer", response, exchange.answer().body()))
                .orElseGet(() -> List.of("no such status")));
        said.removeIf(breach -> Deviation.DISCORD.stream().anyMatch(known -> known.excuses(exchange, breach)));
        return said;
    }

    private Optional<JsonNode> operation(Exchange exchange) {
        String path = exchange.request().path().replaceFirst("^/api(/v10)?", "");
        String method = exchange.request().method().toLowerCase(Locale.ROOT);
        return description.path("paths").properties().stream()
                .filter(entry -> path.matches(entry.getKey().replaceAll("\\{\\w+}", "[^/]+")))
                .map(Map.Entry::getValue)
                .filter(item -> item.has(method))
                .map(item -> item.get(method))
                .findFirst();
    }

    private Optional<JsonNode> response(JsonNode operation, int status) {
        JsonNode responses = operation.path("responses");
        JsonNode response = responses.has(String.valueOf(status))
                ? responses.get(String.valueOf(status))
                : responses.path(status / 100 + "XX");
        return response.isMissingNode()
                ? Optional.empty()
                : Optional.of(
                        response.has("$ref")
                                ? description.at(response.get("$ref").asText().substring(1))
                                : response);
    }

    private List<String> breaches(String what, JsonNode part, String body) {
        JsonNode schema = part.at("/content/application~1json/schema");
        if (schema.isMissingNode()) {
            return body.isEmpty() ? List.of() : List.of(what + ": no body is expected");
        }
        try {
            return compiled(schema).validate(JSON.readTree(body)).stream()
                    .map(Error::toString)
                    .map(error -> what + ": " + error)
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of(what + ": no JSON");
        }
    }

    private Schema compiled(JsonNode schema) {
        return schemas.computeIfAbsent(schema, key -> {
            ObjectNode whole = key.deepCopy();
            whole.set("components", description.path("components"));
            return SCHEMAS.getSchema(whole);
        });
    }
}
