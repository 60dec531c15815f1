// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import static java.util.Objects.requireNonNull;

import dev.homelab.model.pattern.OneOrMany;
import java.io.StringWriter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Writes mappings, lists, records and single values as YAML that the readers of this package read as the same. */
public final class MappingWriter {

    private MappingWriter() {}

    /** Returns the text of a file with these keys, in their order. */
    public static String write(Map<String, ?> keys) {
        return text(mapping(keys));
    }

    /** Returns the text of a file with the keys of a record, in their order, and nothing that may be omitted. */
    static String write(Record record) {
        return text(node(record));
    }

    private static String text(Node node) {
        DumperOptions options = new DumperOptions();
        options.setSplitLines(false);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        StringWriter text = new StringWriter();
        new Yaml(options).serialize(node, text);
        return text.toString();
    }

    private static Node node(Object value) {
        if (value instanceof Map<?, ?> map) {
            return mapping(map);
        }
        if (value instanceof Collection<?> collection) {
            return sequence(collection);
        }
        if (!value.getClass().isRecord()) {
            return Scalars.write(value);
        }
        Map<String, Object> parts = Records.parts(value);
        if (Records.isSingleText(value.getClass())) {
            return Scalars.write(parts.values().iterator().next());
        }
        Map<String, Object> said = new LinkedHashMap<>();
        Map<String, Type> types = Records.components(value.getClass());
        parts.forEach((key, part) -> present(part)
                .map(there -> shortest(there, requireNonNull(types.get(key))))
                .forEach(there -> said.put(key, onlyElement(value.getClass(), key, there))));
        Optional<Object> alone = Records.shortForm(value.getClass())
                .filter(key -> said.keySet().equals(Set.of(key)))
                .map(said::get);
        return alone.isPresent() ? node(alone.get()) : mapping(said);
    }

    private static Object onlyElement(Class<?> record, String key, Object part) {
        return part instanceof List<?> list && list.size() == 1 && Records.isMarked(record, key, OneOrMany.class)
                ? list.get(0)
                : part;
    }

    /** Returns the names of a mapping whose records say nothing, where a list of them means the same. */
    private static Object shortest(Object part, Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return shortest(part, generic.getActualTypeArguments()[0]);
        }
        boolean isShort = part instanceof Map<?, ?> map
                && type instanceof ParameterizedType generic
                && Records.isNamesAlone(generic.getActualTypeArguments()[1])
                && map.values().stream()
                        .allMatch(one -> Records.parts(one).values().stream()
                                .flatMap(MappingWriter::present)
                                .findAny()
                                .isEmpty());
        return isShort ? List.copyOf(((Map<?, ?>) part).keySet()) : part;
    }

    private static Node mapping(Map<?, ?> parts) {
        List<NodeTuple> entries = new ArrayList<>();
        parts.forEach((key, part) -> entries.add(new NodeTuple(Scalars.write(key.toString()), node(part))));
        return new MappingNode(Tag.MAP, entries, entries.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    private static Node sequence(Collection<?> values) {
        List<Node> nodes = values.stream().map(MappingWriter::node).toList();
        boolean plain = nodes.stream().allMatch(ScalarNode.class::isInstance);
        return new SequenceNode(Tag.SEQ, nodes, plain ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    /** Returns the value without its Optional, unless leaving it out says the same. */
    private static Stream<?> present(Object part) {
        if (part instanceof Optional<?> optional) {
            return optional.stream();
        }
        boolean empty =
                List.of().equals(part) || Set.of().equals(part) || Map.of().equals(part);
        return empty ? Stream.empty() : Stream.of(part);
    }
}
