// SPDX-License-Identifier: Apache-2.0
package dev.homelab.arch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The API: the types of the packages that are API, and those of ours that their signatures show. All of it is in {@code api.txt}.
 */
@Tag("proof")
class ApiTest {

    /** The packages that are API; all others are internal. The module descriptor of homelab-model says the same of its own. */
    static final Set<String> API = Set.of(
            "dev.homelab.lab",
            "dev.homelab.lab.contract",
            "dev.homelab.model",
            "dev.homelab.model.container",
            "dev.homelab.model.dsl",
            "dev.homelab.model.pattern",
            "dev.homelab.model.inventory",
            "dev.homelab.model.io",
            "dev.homelab.model.value",
            "dev.homelab.problem",
            "dev.homelab.provision",
            "dev.homelab.report",
            "dev.homelab.runner",
            "dev.homelab.spi");

    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");
    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.homelab");

    /** The signatures of the API, a line each. A change of it is a change of this file, for a review to see. */
    private static final Path SIGNATURES = Path.of("src/test/resources/api.txt");

    @Test
    void signaturesShowTheJdkAndOurTypesOnly() throws IOException {
        Set<JavaClass> api = api();
        Set<String> foreign = new TreeSet<>();
        api.forEach(type -> shown(type)
                .filter(used -> !isKnown(used))
                .forEach(used -> foreign.add(type.getName() + " shows " + used.getName())));

        Files.writeString(
                Files.createDirectories(Path.of("target", "proofs")).resolve("api.txt"),
                "public API types: %d, of which outside the packages that are API: %d, foreign types in their signatures: %d%n"
                        .formatted(
                                count(api.stream()),
                                count(api.stream().filter(type -> !API.contains(type.getPackageName()))),
                                foreign.size()));
        assertThat(foreign).isEmpty();
    }

    @Test
    void nothingOfTheApiGoesOrChangesWithoutItsFile() throws IOException {
        List<String> now = signatures(api().stream().map(JavaClass::reflect));
        if (Boolean.getBoolean("golden.update")) {
            Files.write(SIGNATURES, now);
        }
        List<String> before = Files.readAllLines(SIGNATURES);

        assertThat(without(before, now))
                .as(
                        "gone from the API. If that is meant, run this test with -Dgolden.update=true and say it in CHANGELOG.md")
                .isEmpty();
        assertThat(without(now, before))
                .as("new in the API. If that is meant, run this test with -Dgolden.update=true")
                .isEmpty();
    }

    @Test
    void aMethodThatGoesIsFound() {
        List<String> both = signatures(Stream.of(WithTwoMethods.class));
        List<String> one = signatures(Stream.of(WithOneMethod.class)).stream()
                .map(line -> line.replace("WithOneMethod", "WithTwoMethods"))
                .toList();

        assertThat(without(both, one)).singleElement().asString().contains("second()");
        assertThat(without(one, both)).isEmpty();
    }

    interface WithTwoMethods {
        void first();

        void second();
    }

    interface WithOneMethod {
        void first();
    }

    private static List<String> without(List<String> some, List<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return List.copyOf(rest);
    }

    private static List<String> signatures(Stream<Class<?>> types) {
        return types.flatMap(type -> Stream.concat(Stream.of(type.toGenericString()), members(type)))
                .sorted()
                .toList();
    }

    private static Stream<String> members(Class<?> type) {
        return Stream.of(type.getDeclaredMethods(), type.getDeclaredConstructors(), type.getDeclaredFields())
                .flatMap(Stream::of)
                .filter(member -> !member.isSynthetic() && isOpen(member.getModifiers()))
                .filter(member -> !OF_EVERY_OBJECT.contains(member.getName()))
                .map(member -> type.getName() + ": " + text(member));
    }

    private static boolean isOpen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String text(Member member) {
        String text = member instanceof Executable executable
                ? executable.toGenericString()
                : ((Field) member).toGenericString();
        return PACKAGE.matcher(text).replaceAll("");
    }

    private static long count(Stream<JavaClass> types) {
        return types.filter(type -> type.getEnclosingClass().isEmpty()).count();
    }

    /** Returns what is in the packages that are API, and all of ours that its signatures show. */
    private static Set<JavaClass> api() {
        Set<JavaClass> api = new LinkedHashSet<>();
        Deque<JavaClass> open = new ArrayDeque<>();
        HOUSE.stream()
                .filter(type -> API.contains(type.getPackageName()) && isVisible(type))
                .forEach(open::add);
        while (!open.isEmpty()) {
            JavaClass type = open.remove();
            if (api.add(type)) {
                shown(type)
                        .filter(used -> used.getName().startsWith("dev.homelab."))
                        .forEach(open::add);
            }
        }
        return api;
    }

    private static boolean isVisible(JavaClass type) {
        return isOpen(type.getModifiers())
                && type.getEnclosingClass().map(ApiTest::isVisible).orElse(true);
    }

    private static boolean isOpen(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    /** Returns every type in what a class declares for others to use. */
    private static Stream<JavaClass> shown(JavaClass type) {
        Stream<JavaType> ancestors = Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream());
        Stream<JavaType> members = type.getMembers().stream()
                .filter(member -> isOpen(member.getModifiers()))
                .flatMap(ApiTest::types);
        return Stream.concat(ancestors, members)
                .flatMap(used -> used.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getBaseComponentType);
    }

    private static Stream<JavaType> types(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        return Stream.of(
                        Stream.of(unit.getReturnType()),
                        unit.getParameterTypes().stream(),
                        unit.getExceptionTypes().stream())
                .flatMap(types -> types);
    }

    private static boolean isKnown(JavaClass used) {
        return used.isPrimitive()
                || used.getPackageName().startsWith("java.")
                || used.getPackageName().startsWith("dev.homelab.");
    }
}
