// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What one field of a request may hold, and what the server says to anything else. Never asked about null. */
@FunctionalInterface
interface Rule {

    Rule ANYTHING = value -> Optional.empty();
    Rule TEXT = of(JsonNode::isTextual, "Not a valid string.");
    Rule FLAG = of(JsonNode::isBoolean, "Must be a valid boolean.");
    Rule NUMBER = of(JsonNode::canConvertToInt, "A valid integer is required.");
    Rule LIST = of(JsonNode::isArray, "Expected a list of items.");
    Rule NAME = TEXT.and(of(value -> !value.asText().isBlank(), "This field may not be blank."));
    Rule URL = TEXT.and(of(value -> value.asText().isEmpty() || isUrl(value.asText()), "Enter a valid URL."));
    Rule SLUG = NAME.and(of(
            value -> value.asText().matches("[-a-zA-Z0-9_]+"),
            "Enter a valid \u201cslug\u201d consisting of letters, numbers, underscores or hyphens."));

    /** Returns what is wrong, or nothing. */
    Optional<String> mistake(JsonNode value);

    default Rule and(Rule other) {
        return value -> mistake(value).or(() -> other.mistake(value));
    }

    static Rule of(Predicate<JsonNode> right, String mistake) {
        return value -> right.test(value) ? Optional.empty() : Optional.of(mistake);
    }

    static Rule choice(String... choices) {
        return value -> List.of(choices).contains(value.asText())
                ? Optional.empty()
                : Optional.of("\"" + value.asText() + "\" is not a valid choice.");
    }

    static Rule atMost(int length) {
        return of(
                value -> value.asText().length() <= length,
                "Ensure this field has no more than " + length + " characters.");
    }

    static Rule in(Table table) {
        return value -> table.find(value.asText()).isPresent()
                ? Optional.empty()
                : Optional.of("Invalid pk \"" + value.asText() + "\" - object does not exist.");
    }

    static Rule each(Rule rule) {
        return LIST.and(value ->
                value.valueStream().map(rule::mistake).flatMap(Optional::stream).findFirst());
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && uri.getScheme() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
