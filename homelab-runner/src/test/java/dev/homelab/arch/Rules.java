// SPDX-License-Identifier: Apache-2.0
package dev.homelab.arch;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.ValidCatalog;
import dev.homelab.provision.Plan;
import dev.homelab.provision.Provisioner;
import dev.homelab.provision.Resource;

/** The layers of the house and who may do what, as rules. Each has a violator in a package named planted. */
final class Rules {

    private Rules() {}

    static final ArchRule THE_FLOOR_STANDS_ON_NOTHING = layer(
            "dev.homelab.problem..",
            "dev.homelab.model..",
            "dev.homelab.provision..",
            "dev.homelab.report..",
            "dev.homelab.spi..",
            "dev.homelab.adapter..",
            "dev.homelab.lab..",
            "dev.homelab.runner..");

    static final ArchRule THE_MODEL_KNOWS_NOTHING_ABOVE_IT = layer(
            "dev.homelab.model..",
            "dev.homelab.provision..",
            "dev.homelab.report..",
            "dev.homelab.spi..",
            "dev.homelab.adapter..",
            "dev.homelab.lab..",
            "dev.homelab.runner..");

    static final ArchRule READING_AND_RULES_KNOW_THE_MODEL_ONLY = slices().matching("dev.homelab.model.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                    alwaysTrue(),
                    resideInAnyPackage(
                            "dev.homelab.model.pattern",
                            "dev.homelab.model.value",
                            "dev.homelab.model.container",
                            "dev.homelab.model.inventory"));

    static final ArchRule PROVISION_KNOWS_THE_MODEL_ONLY = layer(
            "dev.homelab.provision..",
            "dev.homelab.report..",
            "dev.homelab.spi..",
            "dev.homelab.adapter..",
            "dev.homelab.lab..",
            "dev.homelab.runner..");

    static final ArchRule REPORTS_KNOW_NO_RUNNER = layer(
            "dev.homelab.report..",
            "dev.homelab.spi..",
            "dev.homelab.adapter..",
            "dev.homelab.lab..",
            "dev.homelab.runner..");

    static final ArchRule WHAT_PLUGS_IN_KNOWS_NO_ADAPTER =
            layer("dev.homelab.spi..", "dev.homelab.adapter..", "dev.homelab.lab..", "dev.homelab.runner..");

    /** A plugin is built against these interfaces alone, and lasts when a library of ours changes. */
    static final ArchRule WHAT_PLUGS_IN_SHOWS_NO_LIBRARY = noClasses()
            .that()
            .resideInAPackage("dev.homelab.spi..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "dev.homelab..", "org.jspecify..");

    static final ArchRule ADAPTERS_KNOW_NO_RUNNER =
            layer("dev.homelab.adapter..", "dev.homelab.lab..", "dev.homelab.runner..");

    static final ArchRule THE_LAB_KNOWS_NO_ADAPTER =
            layer("dev.homelab.lab..", "dev.homelab.adapter..", "dev.homelab.runner..");

    static final ArchRule ONLY_THE_DEMO_KNOWS_THE_LAB = noClasses()
            .that(resideInAPackage("dev.homelab.runner..")
                    .and(not(resideInAPackage("dev.homelab.runner.cli..").and(simpleNameStartingWith("Demo")))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.homelab.lab..");

    static final ArchRule ADAPTERS_DO_NOT_KNOW_EACH_OTHER = slices().matching("dev.homelab.adapter.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("dev.homelab.adapter.support.."))
            .ignoreDependency( // a stack is translated from the Compose file of its service
                    resideInAPackage("dev.homelab.adapter.swarm"), simpleName("ComposeLanguage"));

    /** The sources open jars, which Java names by addresses. */
    static final ArchRule ONLY_FEW_OPEN_CONNECTIONS = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.homelab.adapter.support..",
                    "dev.homelab.runner.verify..",
                    "dev.homelab.runner.source..",
                    "dev.homelab.lab..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "net.schmizz..", "org.apache.hc..", "java.net.http..", "javax.naming..", "jakarta.mail..")
                    .or(connecting()));

    static final ArchRule RETROFIT_STAYS_INSIDE_ADAPTERS = noClasses()
            .that()
            .resideOutsideOfPackage("dev.homelab.adapter..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("retrofit2..", "okhttp3..", "okio..");

    /** Its TLS and HTTP code is from 2020 and unmaintained; only its types are used, over another client. */
    static final ArchRule NOBODY_USES_THE_CLIENT_OF_OKHTTP =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("okhttp3.OkHttpClient");

    static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS_AND_EXITS = noClasses()
            .that()
            .resideOutsideOfPackage("dev.homelab.runner.cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(System.class, "console");

    static final ArchRule PACKAGES_FORM_NO_CYCLES =
            slices().matching("dev.homelab.(**)").should().beFreeOfCycles();

    /** A nested class counts as its top-level class. */
    static final ArchRule CLASSES_FORM_NO_CYCLES =
            slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles();

    static final ArchRule RESOURCES_ARE_RECORDS =
            classes().that().implement(Resource.class).should().beRecords();

    static final ArchRule PROVISIONERS_SAY_SO =
            classes().that().implement(Provisioner.class).should().haveSimpleNameEndingWith("Provisioner");

    static final ArchRule ONLY_THE_PLANNER_MAKES_PLANS = made(Plan.class, "dev.homelab.provision.Planner");

    static final ArchRule ONLY_THE_VALIDATOR_MAKES_VALID_CATALOGS =
            made(ValidCatalog.class, "dev.homelab.model.rule.CatalogValidator");

    static final ArchRule ONLY_THE_RESOLVER_MAKES_RESOLVED_CATALOGS =
            made(ResolvedCatalog.class, "dev.homelab.runner.resolve.Resolver");

    private static final class TopLevelClasses implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith("dev.homelab")
                    ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "top-level classes";
        }
    }

    private static ArchRule layer(String below, String... above) {
        return noClasses()
                .that()
                .resideInAPackage(below)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above);
    }

    private static ArchRule made(Class<?> type, String maker) {
        return noClasses()
                .that(not(nameMatching(maker.replace(".", "\\.") + "(\\$.*)?")))
                .and()
                .resideOutsideOfPackage("dev.homelab.lab.contract..")
                .should()
                .callConstructorWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo(type))));
    }

    /** The classes of java.net that reach out; addresses and their encoding are harmless. */
    private static DescribedPredicate<JavaClass> connecting() {
        return DescribedPredicate.describe(
                "open connections",
                type -> type.getPackageName().equals("java.net")
                        && type.getSimpleName().matches(".*(Socket|Connection|URL|Authenticator).*"));
    }
}
