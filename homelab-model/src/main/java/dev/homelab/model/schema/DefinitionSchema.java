// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Category;
import dev.homelab.model.inventory.DefinitionKinds;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Target;
import java.util.Map;
import java.util.Set;

/**
 * The schema of one sort of definition file.
 *
 * @param json the whole schema
 */
public record DefinitionSchema(ObjectNode json) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Returns the schema of the files that define a service each. */
    public static DefinitionSchema ofService(DefinitionKinds kinds, Texts texts) {
        return new DefinitionSchema(Sharing.ofService(service(kinds, texts)));
    }

    /** Returns the schema of templates, which are parts of such files. */
    public static DefinitionSchema ofTemplate(DefinitionKinds kinds, Texts texts) {
        return new DefinitionSchema(Sharing.ofTemplate(service(kinds, texts)));
    }

    /** Returns the schema of {@code category.yaml}. */
    public static DefinitionSchema ofCategory(Texts texts) {
        return new DefinitionSchema(new RecordSchemas(texts, Map.of(), Map.of(), Set.of()).document(Category.class));
    }

    private static ObjectNode service(DefinitionKinds kinds, Texts texts) {
        return new RecordSchemas(texts, Map.of(), Map.of(), kinds.schemes()).document(Service.class);
    }

    /** Returns the pattern in the schema of a service for one of its record. */
    public static String withValues(String pattern) {
        return pattern + Sharing.NAMED_VALUE;
    }

    /** Returns the schema of an inventory that names these. */
    public static DefinitionSchema ofInventory(DefinitionKinds kinds, Texts texts) {
        TargetSchema targets = new TargetSchema(kinds.targets());
        return new DefinitionSchema(
                new RecordSchemas(texts, Map.of(Target.class, targets::schema), kinds.channels(), kinds.schemes())
                        .document(Inventory.class));
    }

    /** Returns the text of the file, the same every time. */
    public String render() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter()
                .withSeparators(Separators.createDefaultInstance().withObjectFieldValueSpacing(Spacing.AFTER))
                .withObjectIndenter(lines);
        try {
            return MAPPER.writer(printer).writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree cannot be written. This is a bug in homelab.", e);
        }
    }
}
