// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.problem.Printable;
import dev.homelab.provision.Change;
import dev.homelab.provision.Observed;
import dev.homelab.provision.Resource;
import dev.homelab.provision.RestoreOnly;
import dev.homelab.spi.BinaryText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One field that a change makes different, in the words of the definition as far as the resource knows them. A text that is YAML itself is
 * looked into; a secret is shown by a fingerprint of its sealed form.
 *
 * @param path of the field, such as {@code containers.server.image}
 * @param before what it was; empty when it was not there
 * @param after what it is to be; empty when it is to go
 */
public record Difference(String path, Optional<String> before, Optional<String> after) {

    private static final int LONGEST = 80;
    private static final String OWNER = "owner";

    /** Ours alone, and different whenever anything is. */
    private static final String NOISE = ".labels.dev.homelab.";

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .annotationIntrospector(new WithoutKeepsakes())
            .addModule(new SimpleModule().addSerializer(EncryptedSecret.class, ToStringSerializer.instance))
            .build();

    /** Returns what an update makes different, by path; nothing for what is created or removed as a whole. */
    public static List<Difference> of(Change<?> change) {
        if (change.before().isEmpty() || change.after().isEmpty()) {
            return List.of();
        }
        Map<String, String> before = fields(change.before().get());
        Map<String, String> after = fields(change.after().get());
        Resource resource = change.resource();
        List<Difference> named = of(named(before, resource), named(after, resource));
        return named.isEmpty() ? of(before, after) : named;
    }

    /** Puts fields of one name together, and drops those without. */
    private static Map<String, String> named(Map<String, String> fields, Resource resource) {
        Map<String, String> named = new LinkedHashMap<>();
        fields.forEach((path, value) -> {
            String name = path.equals(OWNER) ? OWNER : resource.fieldName(path.replaceAll("\\[\\d+]", ""));
            if (!name.isEmpty()) {
                named.merge(name, value, (one, more) -> one + ", " + more);
            }
        });
        return named;
    }

    private static List<Difference> of(Map<String, String> before, Map<String, String> after) {
        Set<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        return paths.stream()
                .filter(path -> !Objects.equals(before.get(path), after.get(path)))
                .map(path -> new Difference(
                        path, Optional.ofNullable(before.get(path)), Optional.ofNullable(after.get(path))))
                .toList();
    }

    /** Returns the difference on one line, for a person. */
    public String text() {
        String at = Printable.line(path);
        if (before.isEmpty()) {
            return "+ %s: %s".formatted(at, shown(after));
        }
        return after.isEmpty()
                ? "- %s: %s".formatted(at, shown(before))
                : "~ %s: %s -> %s".formatted(at, shown(before), shown(after));
    }

    private static String shown(Optional<String> value) {
        if (value.filter(BinaryText::isBinary).isPresent()) {
            return "%d bytes that are no text".formatted(BinaryText.bytes(value.get()).length);
        }
        String line = Printable.line(value.orElse("").replaceAll("\\s+", " ").strip());
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    private static Map<String, String> fields(Observed<?> picture) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(OWNER, picture.owner().map(Object::toString).orElse("unmanaged"));
        flatten("", JSON.valueToTree(picture.resource()), fields);
        fields.keySet().removeIf(path -> path.contains(NOISE));
        return fields;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> fields) {
        if (node.isObject()) {
            node.properties().forEach(field -> flatten(join(path, field.getKey()), field.getValue(), fields));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(path + "[" + i + "]", node.get(i), fields);
            }
        } else if (!node.isNull()) {
            Optional<JsonNode> inside = inside(node);
            inside.ifPresentOrElse(tree -> flatten(path, tree, fields), () -> fields.put(path, node.asText()));
        }
    }

    private static Optional<JsonNode> inside(JsonNode node) {
        return node.isTextual() && node.asText().contains("\n")
                ? YamlText.read(node.asText()).filter(JsonNode::isObject)
                : Optional.empty();
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** What is only remembered makes no difference, and a constant is shown as words. */
    private static final class WithoutKeepsakes extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean hasIgnoreMarker(AnnotatedMember member) {
            return member.hasAnnotation(RestoreOnly.class) || super.hasIgnoreMarker(member);
        }

        @Override
        public String[] findEnumValues(
                MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
            String[] words = new String[constants.length];
            for (int i = 0; i < words.length; i++) {
                words[i] = constants[i].name().toLowerCase(Locale.ROOT).replace('_', ' ');
            }
            return words;
        }
    }
}
