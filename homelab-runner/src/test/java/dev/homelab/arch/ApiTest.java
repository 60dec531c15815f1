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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What other programs may use, and that nothing else shows in it. */
class ApiTest {

    /** The packages that are API; all others are internal. The module descriptor of homelab-model says the same of its own. */
    private static final Set<String> API = Set.of(
            "dev.homelab.lab",
            "dev.homelab.lab.contract",
            "dev.homelab.model",
            "dev.homelab.model.container",
            "dev.homelab.model.dsl",
            "dev.homelab.model.form",
            "dev.homelab.model.inventory",
            "dev.homelab.model.io",
            "dev.homelab.model.name",
            "dev.homelab.problem",
            "dev.homelab.provision",
            "dev.homelab.report",
            "dev.homelab.runner",
            "dev.homelab.spi");

    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.homelab");

    @Test
    void signaturesShowTheJdkAndTheApiOnly() {
        Set<String> foreign = new TreeSet<>();
        types().forEach(type -> shown(type)
                .filter(used -> !isKnown(used))
                .forEach(used -> foreign.add(type.getName() + " shows " + used.getName())));

        long count = types().filter(type -> type.getEnclosingClass().isEmpty()).count();
        System.out.printf("public API types: %d, foreign types in their signatures: %d%n", count, foreign.size());
        assertThat(foreign).isEmpty();
    }

    private static Stream<JavaClass> types() {
        return HOUSE.stream().filter(type -> API.contains(type.getPackageName()) && isVisible(type));
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
