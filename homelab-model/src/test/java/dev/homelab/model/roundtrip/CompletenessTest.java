// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.roundtrip;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.dsl.JavaSource;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Whatever a record can hold can be said everywhere: a component that was forgotten somewhere is named. */
@Tag("proof")
class CompletenessTest {

    private static final Path SCHEMA = Path.of("../schema/service-schema.json");
    private static final Path DOCS = Path.of("../docs/definitions.md");

    @Test
    void everyComponentHasAVerb() {
        assertThat(RecordParts.all().stream().filter(component -> !isSaid(component)))
                .extracting(RecordParts::name)
                .as("components without a verb or a parameter of one")
                .isEmpty();
    }

    @Test
    void everyComponentHasARowInTheDocuments() throws IOException {
        String page = Files.readString(DOCS);

        assertThat(RecordParts.all().stream()
                        .filter(component -> !page.contains("\n| `" + RecordParts.key(component) + "` | ")))
                .extracting(RecordParts::name)
                .as("components without a row in %s", DOCS)
                .isEmpty();
    }

    @Test
    @EnabledIf("isSchemaThere")
    void everyComponentHasAPropertyInTheSchema() throws IOException {
        String schema = Files.readString(SCHEMA);

        assertThat(RecordParts.all().stream()
                        .filter(component -> !schema.contains('"' + RecordParts.key(component) + '"')))
                .extracting(RecordParts::name)
                .as("components without a property in %s", SCHEMA)
                .isEmpty();
    }

    static boolean isSchemaThere() {
        return Files.exists(SCHEMA);
    }

    /** A component is said by a verb of its record's builder, or by a parameter of a verb of the builder around it. */
    private static boolean isSaid(RecordComponent component) {
        boolean selfEvident =
                component.getType().isEnum() && component.getType().getEnumConstants().length == 1;
        Set<String> verbs = verbsOf(component.getDeclaringRecord().getSimpleName())
                .map(Method::getName)
                .collect(toSet());
        return selfEvident
                || names(component).anyMatch(verbs::contains)
                || parametersFor(component.getDeclaringRecord()).contains(component.getName());
    }

    private static Stream<String> names(RecordComponent component) {
        return Stream.of("$", "s$", "es$").map(ending -> component.getName().replaceAll(ending, ""));
    }

    private static Set<String> parametersFor(Class<?> type) {
        Stream<Method> holders = RecordParts.all().stream()
                .filter(component -> component.getGenericType().getTypeName().contains(type.getName()))
                .flatMap(component -> verbsOf(component.getDeclaringRecord().getSimpleName())
                        .filter(verb -> names(component).anyMatch(verb.getName()::equals)));
        return Stream.concat(Arrays.stream(Dsl.class.getMethods()), holders)
                .flatMap(verb -> Arrays.stream(verb.getParameters()))
                .map(Parameter::getName)
                .collect(toSet());
    }

    private static Stream<Method> verbsOf(String record) {
        try {
            String builder = JavaSource.class.getPackageName() + "." + record + "Builder";
            return Arrays.stream(Class.forName(builder).getMethods());
        } catch (ClassNotFoundException e) {
            return Stream.empty();
        }
    }
}
