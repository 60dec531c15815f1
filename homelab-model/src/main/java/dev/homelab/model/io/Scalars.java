// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.homelab.model.value.WebAddress;
import dev.homelab.problem.Printable;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Single values, by the core schema of YAML 1.2, as editors read them: what is in quotes is text, {@code no} is text
 * too, and a number or a truth without quotes is no text.
 */
final class Scalars {

    /** Text that may be written as a number or truth: a value under a key that people choose themselves. */
    static final Class<?> ANY_TEXT = CharSequence.class;

    private static final int LONGEST_NUMBER = 40;
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
            + "|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern ADDRESS = Pattern.compile(WebAddress.FORM);
    private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");

    /** What YAML 1.2 takes for a number and YAML 1.1 does not. */
    private static final Pattern NEEDS_QUOTES =
            Pattern.compile("[-+]?+(?:[0-9]++\\.?+[0-9]*+|\\.[0-9]++)(?:[eE][-+]?+[0-9]++)?+|0o[0-7]++");

    private static final Resolver YAML_1_1 = new Resolver();

    private static final ClassValue<Map<String, Object>> CONSTANTS = new ClassValue<>() {
        @Override
        protected Map<String, Object> computeValue(Class<?> type) {
            return constants(type);
        }
    };

    private Scalars() {}

    static boolean isNull(ScalarNode node) {
        return node.getScalarStyle() == ScalarStyle.PLAIN && NULLS.contains(node.getValue());
    }

    /** Returns the value as this type, or null if it is of another. */
    static @Nullable Object read(ScalarNode node, Class<?> type) {
        if (type == ANY_TEXT || (type == String.class && !lacksQuotes(node))) {
            return node.getValue();
        }
        if (type == Integer.class) {
            return isPlain(node, NUMBER) ? wholeNumber(node.getValue()) : null;
        }
        if (type == Double.class) {
            return isPlain(node, NUMBER) ? number(node.getValue()) : null;
        }
        if (type == Boolean.class) {
            return isPlain(node, TRUTH) ? (Object) Boolean.valueOf(node.getValue()) : null;
        }
        if (type == URI.class) {
            return ADDRESS.matcher(node.getValue()).matches() ? URI.create(node.getValue()) : null;
        }
        return type.isEnum() ? constant(node.getValue(), type) : null;
    }

    /** Returns the digits of a whole number that stands without quotes, unless it is none. */
    static Optional<String> wholeNumber(ScalarNode node) {
        return Optional.ofNullable(read(node, Integer.class)).map(Object::toString);
    }

    /** Returns whether this would be text if it stood in quotes, and is a number or a truth as it stands. */
    static boolean lacksQuotes(ScalarNode node) {
        return !(node instanceof ValueNode) && (isPlain(node, NUMBER) || isPlain(node, TRUTH));
    }

    /** Returns the node that is read as this value, in quotes where YAML 1.1 or 1.2 would take text for something else. */
    static ScalarNode write(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return new ScalarNode(tag(value.toString()), value.toString(), null, null, ScalarStyle.PLAIN);
        }
        String text = value instanceof Enum<?> constant ? name(constant) : value.toString();
        boolean plain = tag(text).equals(Tag.STR) && !NEEDS_QUOTES.matcher(text).matches() && Printable.isPlain(text);
        return new ScalarNode(Tag.STR, text, null, null, plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED);
    }

    private static Tag tag(String text) {
        return YAML_1_1.resolve(NodeId.scalar, text, true);
    }

    /** Returns the value as the type it looks like: a whole number, a number, a truth or, when none of them, text. */
    static Object readPlainly(ScalarNode node) {
        return Stream.of(Integer.class, Double.class, Boolean.class)
                .map(type -> Optional.ofNullable(read(node, type)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(node.getValue());
    }

    /** Returns what belongs where this type is expected, in the words of a person. */
    static String expected(Class<?> type) {
        if (type == Integer.class) {
            return "a whole number";
        }
        if (type == Double.class) {
            return "a number";
        }
        if (type == Boolean.class) {
            return "true or false";
        }
        if (type == URI.class) {
            return "an address such as http://192.0.2.53";
        }
        if (type.isEnum()) {
            return "one of "
                    + String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                    .map(Scalars::name)
                                    .toList());
        }
        return "text";
    }

    private static @Nullable Double number(String text) {
        Integer whole = wholeNumber(text);
        try {
            Double number = whole == null ? Double.valueOf(text) : Double.valueOf(whole);
            return number.isInfinite() ? null : number;
        } catch (NumberFormatException e) { // such as .inf
            return null;
        }
    }

    private static boolean isPlain(ScalarNode node, Pattern form) {
        return node.getScalarStyle() == ScalarStyle.PLAIN
                && form.matcher(node.getValue()).matches();
    }

    private static @Nullable Integer wholeNumber(String text) {
        try {
            if (text.startsWith("0x") || text.startsWith("0o")) {
                return Integer.valueOf(text.substring(2), text.charAt(1) == 'x' ? 16 : 8);
            }
            return text.length() > LONGEST_NUMBER ? null : (Integer) new BigDecimal(text).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Object constant(String text, Class<?> type) {
        return CONSTANTS.get(type).get(text);
    }

    private static Map<String, Object> constants(Class<?> type) {
        Map<String, Object> constants = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(name(constant), constant);
        }
        return constants;
    }

    private static String name(Object constant) {
        try {
            JsonProperty written =
                    constant.getClass().getField(constant.toString()).getAnnotation(JsonProperty.class);
            return written == null ? constant.toString() : written.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(
                    "Enum " + constant.getClass() + " hides its names. This is a bug in homelab.", e);
        }
    }
}
