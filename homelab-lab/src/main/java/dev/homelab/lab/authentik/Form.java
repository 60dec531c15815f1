// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fields a request may write, with their rules. Whatever else is sent is ignored, as Django does. */
final class Form {

    /**
     * One field.
     *
     * @param initial what it holds when nothing is sent; a missing node where something must be; null where null may be
     */
    private record Field(JsonNode initial, Rule rule) {

        boolean isRequired() {
            return initial.isMissingNode();
        }
    }

    private final Map<String, Field> fields = new LinkedHashMap<>();

    Form required(String name, Rule rule) {
        fields.put(name, new Field(Json.object().path("absent"), rule));
        return this;
    }

    Form nullable(String name, Rule rule) {
        fields.put(name, new Field(Json.object().nullNode(), rule));
        return this;
    }

    Form text(String name, String initial, Rule rule) {
        return with(name, Json.object().textNode(initial), rule);
    }

    Form flag(String name, boolean initial) {
        return with(name, Json.object().booleanNode(initial), Rule.FLAG);
    }

    Form list(String name, Rule rule) {
        return with(name, Json.array(), rule);
    }

    Form with(String name, JsonNode initial, Rule rule) {
        fields.put(name, new Field(initial, rule));
        return this;
    }

    /** Writes a new row from a request, or refuses it with every mistake. */
    void create(ObjectNode row, ObjectNode sent) {
        ObjectNode mistakes = Json.object();
        fields.forEach((name, field) -> {
            if (sent.has(name)) {
                check(name, field, sent.get(name), mistakes);
            } else if (field.isRequired()) {
                mistakes.putArray(name).add("This field is required.");
            }
        });
        refuse(mistakes);
        fields.forEach((name, field) -> row.set(name, sent.has(name) ? sent.get(name) : field.initial.deepCopy()));
    }

    /** Changes the fields of a row that a request sends, or refuses it with every mistake. */
    void change(ObjectNode row, ObjectNode sent) {
        ObjectNode mistakes = Json.object();
        fields.forEach((name, field) -> {
            if (sent.has(name)) {
                check(name, field, sent.get(name), mistakes);
            }
        });
        refuse(mistakes);
        fields.keySet().stream().filter(sent::has).forEach(name -> row.set(name, sent.get(name)));
    }

    /** Returns only what a request may write of a row, in the form's order. */
    ObjectNode written(ObjectNode row) {
        ObjectNode written = Json.object();
        fields.keySet().stream().filter(row::has).forEach(name -> written.set(name, row.get(name)));
        return written;
    }

    private static void check(String name, Field field, JsonNode value, ObjectNode mistakes) {
        Optional<String> mistake = value.isNull()
                ? Optional.of("This field may not be null.").filter(text -> !field.initial.isNull())
                : field.rule.mistake(value);
        mistake.ifPresent(text -> mistakes.putArray(name).add(text));
    }

    private static void refuse(ObjectNode mistakes) {
        if (!mistakes.isEmpty()) {
            throw new Refusal(400, mistakes);
        }
    }
}
