// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the schema of a service has beside its record: templates to inherit from, and values in texts. */
final class Sharing {

    /** Where a text names a value, its form is judged with the value in it, which an editor does not know. */
    static final String NAMED_VALUE = "|\\$\\{values\\.";

    private static final String TEMPLATE = "^templates/[^/]+\\.yaml$";
    private static final String FROM = "from";
    private static final String TEXT =
            "Templates that it inherits from, from the folder of the categories on; of several, the last counts most,"
                    + " and the definition itself before all.";

    private static final List<String> OF_A_SERVICE_ALONE = List.of("name", "renamedFrom", FROM);

    private Sharing() {}

    /** Returns the schema of a definition that may inherit from templates and name values. */
    static ObjectNode ofService(ObjectNode service) {
        ObjectNode schema = service.deepCopy();
        allowValues(schema);
        ObjectNode from = Docs.describe(schema.withObjectProperty("properties").putObject(FROM), TEXT);
        ObjectNode one = from.putArray("oneOf").addObject();
        path(one);
        ObjectNode several = from.withArrayProperty("oneOf").addObject().put("type", "array");
        path(several.putObject("items"));
        return schema;
    }

    /** Returns the schema of a template: nothing in it is required. */
    static ObjectNode ofTemplate(ObjectNode service) {
        ObjectNode schema = ofService(service);
        schema.put("title", "Template");
        Docs.describe(
                schema,
                "A part of a definition that several inherit from; what the definition says itself counts before it.");
        schema.remove("defaultSnippets");
        ObjectNode properties = schema.withObjectProperty("properties");
        OF_A_SERVICE_ALONE.forEach(properties::remove);
        schema.findParents("required").forEach(parent -> ((ObjectNode) parent).remove("required"));
        return schema;
    }

    private static void path(ObjectNode schema) {
        schema.put("type", "string")
                .put("pattern", TEMPLATE)
                .put(
                        "patternErrorMessage",
                        "must be a file in the folder templates, such as templates/linuxserver.yaml");
        schema.putArray("examples").add("templates/linuxserver.yaml");
    }

    private static void allowValues(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return;
        }
        if (object.path("pattern").isTextual() && !object.has("enum")) {
            object.put("pattern", object.path("pattern").asText() + NAMED_VALUE);
        }
        object.path("properties").forEach(Sharing::allowValues);
        object.path("definitions").forEach(Sharing::allowValues);
        allowValues(object.path("additionalProperties"));
        allowValues(object.path("items"));
        object.path("oneOf").forEach(Sharing::allowValues);
    }
}
