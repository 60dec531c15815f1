// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.model.container.CommandWords;
import dev.homelab.model.inventory.Channel;
import dev.homelab.model.pattern.CommandText;
import dev.homelab.model.pattern.NamesAlone;
import dev.homelab.model.pattern.OneOrMany;
import dev.homelab.model.pattern.ShortForm;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Schemas of records by their components, as the reader binds them. Each record is defined once. */
final class RecordSchemas {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Texts texts;
    private final Map<Class<?>, Function<RecordSchemas, ObjectNode>> specials;
    private final Map<String, Class<? extends Record>> channels;
    private final ScalarSchemas scalars;
    private final Map<String, ObjectNode> definitions = new LinkedHashMap<>();

    RecordSchemas(
            Texts texts,
            Map<Class<?>, Function<RecordSchemas, ObjectNode>> specials,
            Map<String, Class<? extends Record>> channels,
            Set<String> schemes) {
        this.channels = channels;
        this.texts = texts;
        this.specials = specials;
        this.scalars = new ScalarSchemas(texts, schemes);
    }

    Texts texts() {
        return texts;
    }

    /** Returns the schema of a file that is one record. */
    ObjectNode document(Class<?> type) {
        ObjectNode document = NODES.objectNode().put("$schema", "http://json-schema.org/draft-07/schema#");
        document.put("title", type.getSimpleName());
        document.setAll(record(type));
        ObjectNode defined = document.putObject("definitions");
        definitions.forEach(defined::set);
        return document;
    }

    /** Returns a reference to the definition of a record, which is made at the first call. */
    ObjectNode reference(Class<?> type, Consumer<ObjectNode> more) {
        String name = type.getSimpleName();
        if (!definitions.containsKey(name)) {
            definitions.put(name, NODES.objectNode()); // takes its place in the order, and ends recursion
            ObjectNode schema = special(type).orElseGet(() -> record(type));
            more.accept(schema);
            definitions.put(name, schema);
        }
        return NODES.objectNode().put("$ref", "#/definitions/" + name);
    }

    private Optional<ObjectNode> special(Class<?> type) {
        return Optional.ofNullable(specials.get(type)).map(special -> special.apply(this));
    }

    private ObjectNode record(Class<?> type) {
        ObjectNode schema = NODES.objectNode();
        texts.type(type).ifPresent(text -> Docs.describe(schema, text));
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = key(component);
            properties.set(key, property(type, component));
            if (ConstraintKeywords.isRequired(component.getAnnotatedType())) {
                required.add(key);
            }
        }
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        schema.put("additionalProperties", false);
        Snippets.of(type).ifPresent(snippets -> schema.set("defaultSnippets", snippets));
        return Optional.ofNullable(type.getAnnotation(ShortForm.class))
                .map(form -> shortOrLong(type, form.value(), schema))
                .orElse(schema);
    }

    private ObjectNode shortOrLong(Class<?> type, String component, ObjectNode whole) {
        ObjectNode either = NODES.objectNode();
        Stream.of("description", "markdownDescription").forEach(key -> move(key, whole, either));
        RecordComponent alone = Arrays.stream(type.getRecordComponents())
                .filter(each -> each.getName().equals(component))
                .findFirst()
                .orElseThrow();
        either.putArray("oneOf").add(value(alone.getAnnotatedType())).add(whole);
        return either;
    }

    private static void move(String key, ObjectNode from, ObjectNode to) {
        Optional.ofNullable(from.remove(key)).ifPresent(value -> to.set(key, value));
    }

    private ObjectNode property(Class<?> type, RecordComponent component) {
        ObjectNode schema = NODES.objectNode();
        Optional<String> text = texts.component(type, component.getName());
        text.ifPresent(javadoc -> Docs.describe(schema, javadoc));
        schema.setAll(written(component));
        text.ifPresent(javadoc -> Docs.addDefault(schema, javadoc));
        return schema;
    }

    /** Returns the schema of a component in each form that the reader takes. */
    private ObjectNode written(RecordComponent component) {
        ObjectNode list = value(component.getAnnotatedType());
        if (component.isAnnotationPresent(CommandText.class)) {
            ObjectNode text = NODES.objectNode().put("type", "string").put("pattern", CommandWords.FORM);
            text.put("patternErrorMessage", "must be a command without a shell, such as redis-server --save 60 1");
            return either(text, list);
        }
        return component.isAnnotationPresent(OneOrMany.class)
                ? either(((ObjectNode) list.get("items")).deepCopy(), list)
                : list;
    }

    private static ObjectNode either(ObjectNode one, ObjectNode many) {
        ObjectNode either = NODES.objectNode();
        either.putArray("oneOf").add(one).add(many);
        return either;
    }

    private ObjectNode value(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType generic) {
            return container(generic);
        }
        Class<?> plain = (Class<?>) type.getType();
        boolean hasKeys = plain.isRecord() && !isSingleText(plain);
        return hasKeys ? reference(plain, schema -> {}) : scalars.of(plain, type);
    }

    private ObjectNode container(AnnotatedParameterizedType type) {
        Class<?> raw = (Class<?>) ((java.lang.reflect.ParameterizedType) type.getType()).getRawType();
        AnnotatedType[] arguments = type.getAnnotatedActualTypeArguments();
        if (raw == Optional.class) {
            return value(arguments[0]);
        }
        if (raw == Map.class && arguments[1].getType() == Channel.class) {
            return channels();
        }
        ObjectNode schema = NODES.objectNode().put("type", raw == Map.class ? "object" : "array");
        if (raw == Map.class) {
            ObjectNode names = scalars.of((Class<?>) arguments[0].getType(), arguments[0]);
            names.remove("type"); // keys are always text
            if (!names.isEmpty()) {
                schema.set("propertyNames", names);
            }
            boolean isText = arguments[1].getType() == String.class;
            schema.set("additionalProperties", isText ? scalars.anyText(arguments[1]) : value(arguments[1]));
            if (((Class<?>) arguments[1].getType()).isAnnotationPresent(NamesAlone.class)) {
                return listOrMapping(scalars.of(String.class, arguments[0]), schema);
            }
        } else {
            schema.set("items", value(arguments[0]));
        }
        return ConstraintKeywords.add(schema, type);
    }

    private static ObjectNode listOrMapping(ObjectNode name, ObjectNode mapping) {
        ObjectNode list = NODES.objectNode().put("type", "array");
        list.set("items", name);
        ObjectNode either = NODES.objectNode();
        either.putArray("oneOf").add(list).add(mapping);
        return either;
    }

    private ObjectNode channels() {
        ObjectNode schema = NODES.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        channels.forEach((key, settings) -> {
            ObjectNode property = properties.putObject(key);
            texts.type(settings).ifPresent(text -> Docs.describe(property, text));
            property.setAll(reference(settings, none -> {}));
        });
        schema.put("additionalProperties", false);
        return schema;
    }

    private static boolean isSingleText(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        return components.length == 1 && components[0].getAccessor().isAnnotationPresent(JsonValue.class);
    }

    private static String key(RecordComponent component) {
        JsonProperty written = component.getAccessor().getAnnotation(JsonProperty.class);
        return written == null ? component.getName() : written.value();
    }
}
