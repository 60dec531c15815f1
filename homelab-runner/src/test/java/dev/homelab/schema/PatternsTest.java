// SPDX-License-Identifier: Apache-2.0
package dev.homelab.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.homelab.model.schema.DefinitionSchema;
import dev.homelab.model.schema.Texts;
import dev.homelab.spi.Plugins;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bean Validation matches a pattern against the whole text, JSON Schema looks for it anywhere. With both anchors around
 * the whole, the two mean the same.
 */
@Tag("proof")
class PatternsTest {

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.homelab.model", "dev.homelab.adapter");

    static List<String> patterns() {
        return HOUSE.stream()
                .map(type -> type.reflect())
                .filter(Class::isRecord)
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(RecordComponent::getAnnotatedType)
                .flatMap(PatternsTest::types)
                .flatMap(type -> Arrays.stream(type.getAnnotationsByType(jakarta.validation.constraints.Pattern.class)))
                .peek(pattern -> assertThat(pattern.flags()).isEmpty())
                .map(pattern -> pattern.regexp())
                .distinct()
                .sorted()
                .toList();
    }

    /** Editors read a schema with the expressions of ECMAScript; these parts are Java's alone: POSIX and Java classes, flags, possessives. */
    private static final java.util.regex.Pattern OF_JAVA_ALONE = java.util.regex.Pattern.compile(
            "\\\\[pP]\\{(Lower|Upper|ASCII|Alpha|Digit|Alnum|Punct|Graph|Print|Blank|Cntrl|XDigit|Space|java|Is|In)"
                    + "|\\\\[hHRXAZzGQEae]|\\\\x\\{|&&");

    private static final java.util.regex.Pattern GROUP_OF_JAVA_ALONE =
            java.util.regex.Pattern.compile("\\(\\?[a-zA-Z>-]|[*+?}]\\+");

    @ParameterizedTest
    @MethodSource("patterns")
    void thePatternIsOneOfEcmaScript(String pattern) {
        assertThat(pattern).doesNotContainPattern(OF_JAVA_ALONE);
        assertThat(pattern.replaceAll("\\[(\\\\.|[^]\\\\])*]", "x")).doesNotContainPattern(GROUP_OF_JAVA_ALONE);
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void thePatternIsAnchoredAndCompiles(String pattern) {
        assertThat(pattern).startsWith("^").endsWith("$");
        assertThatCode(() -> java.util.regex.Pattern.compile(pattern)).doesNotThrowAnyException();
        assertThat(alternatesAtTheTop(pattern)).isFalse();
    }

    @Test
    void examplesHaveTheFormTheyExplain() {
        Stream.of(
                        DefinitionSchema.ofService(Plugins.found().kinds(), Texts.none()),
                        DefinitionSchema.ofInventory(Plugins.found().kinds(), Texts.none()))
                .flatMap(schema -> schema.json().findParents("examples").stream())
                .filter(schema -> schema.has("pattern"))
                .forEach(PatternsTest::examplesFit);
    }

    private static void examplesFit(JsonNode schema) {
        schema.get("examples")
                .forEach(example -> assertThat(example.asText())
                        .containsPattern(schema.get("pattern").asText()));
    }

    private static Stream<AnnotatedType> types(AnnotatedType type) {
        return type instanceof AnnotatedParameterizedType generic
                ? Stream.concat(
                        Stream.of(type),
                        Arrays.stream(generic.getAnnotatedActualTypeArguments()).flatMap(PatternsTest::types))
                : Stream.of(type);
    }

    /** In {@code ^a|b$} each anchor holds only its own side. */
    private static boolean alternatesAtTheTop(String pattern) {
        int depth = 0;
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\') {
                i++;
            } else if (inClass || c == '[') {
                inClass = c != ']';
            } else if (c == '(' || c == ')') {
                depth += c == '(' ? 1 : -1;
            } else if (c == '|' && depth == 0) {
                return true;
            }
        }
        return false;
    }
}
