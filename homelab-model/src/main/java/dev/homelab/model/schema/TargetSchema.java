// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.model.inventory.TargetKind;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A target of the inventory: its {@code kind} says which other keys it takes. */
final class TargetSchema {

    private static final String KIND = "kind";
    private static final String KIND_TEXT = "What speaks to it; it decides on the other keys.";

    private final List<TargetKind> kinds;

    TargetSchema(Collection<TargetKind> kinds) {
        this.kinds =
                kinds.stream().sorted(Comparator.comparing(TargetKind::wave)).toList();
    }

    ObjectNode schema(RecordSchemas records) {
        ObjectNode target = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode kind = target.putObject("properties").putObject(KIND);
        Docs.describe(kind, KIND_TEXT);
        ArrayNode names = kind.putArray("enum");
        ArrayNode nameTexts = kind.putArray("enumDescriptions");
        target.putArray("required").add(KIND);
        ArrayNode choice = target.putArray("oneOf");
        for (TargetKind each : kinds) {
            names.add(each.name());
            nameTexts.add(Docs.plain(records.texts().type(each.settings()).orElse(each.name())));
            choice.add(records.reference(each.settings(), settings -> addKind(settings, each)));
        }
        return target;
    }

    private static void addKind(ObjectNode settings, TargetKind kind) {
        ObjectNode properties = settings.withObjectProperty("properties");
        ObjectNode others = properties.deepCopy();
        properties.removeAll();
        Docs.describe(properties.putObject(KIND), KIND_TEXT).put("const", kind.name());
        properties.setAll(others);
        ArrayNode required = settings.withArrayProperty("required");
        required.insert(0, KIND);
    }
}
