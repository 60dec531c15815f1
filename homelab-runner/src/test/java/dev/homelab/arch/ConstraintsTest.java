// SPDX-License-Identifier: Apache-2.0
package dev.homelab.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.validation.Constraint;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every constraint on what people write must have, in the model and in the settings of targets. */
class ConstraintsTest {

    static List<Arguments> constraints() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.homelab.model", "dev.homelab.adapter")
                        .stream()
                        .map(type -> type.reflect())
                        .filter(Class::isRecord)
                        .flatMap(ConstraintsTest::constraints)
                        .toList();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("constraints")
    void itsMessageGivesAnExample(String place, Annotation constraint) throws ReflectiveOperationException {
        Object message = constraint.annotationType().getMethod("message").invoke(constraint);

        assertThat(message.toString()).contains(", such as ");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("constraints")
    void aPatternIsAnchoredSinceSchemasDoNotAnchorIt(String place, Annotation constraint) {
        if (constraint instanceof Pattern pattern) {
            assertThat(pattern.regexp()).startsWith("^").endsWith("$");
            assertThat(java.util.regex.Pattern.compile(pattern.regexp())).isNotNull();
        }
    }

    @Test
    void thereAreSome() {
        assertThat(constraints()).hasSizeGreaterThan(30);
    }

    private static Stream<Arguments> constraints(Class<?> type) {
        return Stream.concat(
                named(type.getSimpleName(), annotations(type)),
                Arrays.stream(type.getRecordComponents())
                        .flatMap(component ->
                                named(type.getSimpleName() + "." + component.getName(), annotations(component))));
    }

    private static Stream<Arguments> named(String place, Stream<Annotation> annotations) {
        return annotations
                .filter(annotation -> annotation.annotationType().isAnnotationPresent(Constraint.class))
                .distinct()
                .map(annotation -> Arguments.of(place, annotation));
    }

    private static Stream<Annotation> annotations(RecordComponent component) {
        return Stream.of(
                        annotations((AnnotatedElement) component),
                        annotations(component.getAccessor()),
                        annotations(component.getAnnotatedType()))
                .flatMap(all -> all);
    }

    /** Those of a type and of what it is made of, such as the elements of a list. */
    private static Stream<Annotation> annotations(AnnotatedType type) {
        Stream<Annotation> own = annotations((AnnotatedElement) type);
        return type instanceof AnnotatedParameterizedType whole
                ? Stream.concat(
                        own,
                        Arrays.stream(whole.getAnnotatedActualTypeArguments()).flatMap(ConstraintsTest::annotations))
                : own;
    }

    private static Stream<Annotation> annotations(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations());
    }
}
