// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** What Discord refuses in a message, in the shape of its error 50035. Lengths are counted in code points. */
final class Limits {

    private static final int ALL_EMBED_TEXT = 6000;
    private static final int LARGEST_COLOR = 0xFFFFFF;
    private static final List<String> PARTS_WITH_TEXT =
            List.of("/title", "/description", "/footer/text", "/author/name");

    private final ObjectNode errors = new ObjectMapper().createObjectNode();

    private Limits() {}

    /** Returns every mistake of a message by its path; empty means Discord takes it. */
    static ObjectNode errorsOf(JsonNode message) {
        Limits limits = new Limits();
        limits.atMost(message, "/content", 2000);
        limits.username(message);
        limits.count(message, "/embeds", 10);
        int total = 0;
        for (int i = 0; i < message.path("embeds").size(); i++) {
            limits.embed(message, "/embeds/" + i);
            total += textLength(message.path("embeds").get(i));
        }
        if (total > ALL_EMBED_TEXT) {
            limits.add("/embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of " + ALL_EMBED_TEXT);
        }
        return limits.errors;
    }

    private void embed(JsonNode message, String embed) {
        atMost(message, embed + "/title", 256);
        atMost(message, embed + "/description", 4096);
        atMost(message, embed + "/footer/text", 2048);
        atMost(message, embed + "/author/name", 256);
        count(message, embed + "/fields", 25);
        long color = message.at(embed + "/color").asLong();
        if (color < 0 || color > LARGEST_COLOR) {
            add(
                    embed + "/color",
                    "NUMBER_TYPE_MAX",
                    "int value should be less than or equal to " + LARGEST_COLOR + ".");
        }
        for (int i = 0; i < message.at(embed + "/fields").size(); i++) {
            required(message, embed + "/fields/" + i + "/name", 256);
            required(message, embed + "/fields/" + i + "/value", 1024);
        }
    }

    private void username(JsonNode message) {
        JsonNode username = message.path("username");
        if (username.isTextual()) {
            required(message, "/username", 80);
            String lower = username.asText().toLowerCase(Locale.ROOT);
            if (lower.contains("discord") || lower.contains("clyde")) {
                add("/username", "USERNAME_INVALID_CONTAINS", "Username cannot contain \"" + lower + "\"");
            }
        }
    }

    private void required(JsonNode message, String path, int most) {
        if (message.at(path).asText().isEmpty()) {
            add(path, "BASE_TYPE_REQUIRED", "This field is required");
        }
        atMost(message, path, most);
    }

    private void atMost(JsonNode message, String path, int most) {
        if (length(message.at(path)) > most) {
            add(path, "BASE_TYPE_MAX_LENGTH", "Must be " + most + " or fewer in length.");
        }
    }

    private void count(JsonNode message, String path, int most) {
        if (message.at(path).size() > most) {
            add(path, "BASE_TYPE_MAX_LENGTH", "Must be " + most + " or fewer in length.");
        }
    }

    private void add(String path, String code, String text) {
        ObjectNode place = errors;
        for (String step : path.substring(1).split("/", -1)) {
            place = place.withObjectProperty(step);
        }
        place.withArrayProperty("_errors").addObject().put("code", code).put("message", text);
    }

    private static int textLength(JsonNode embed) {
        int length = 0;
        for (String part : PARTS_WITH_TEXT) {
            length += length(embed.at(part));
        }
        for (JsonNode field : embed.path("fields")) {
            length += length(field.path("name")) + length(field.path("value"));
        }
        return length;
    }

    private static int length(JsonNode text) {
        String value = text.asText();
        return value.codePointCount(0, value.length());
    }
}
