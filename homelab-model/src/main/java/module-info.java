// SPDX-License-Identifier: Apache-2.0
/**
 * What a homelab should be, and how it changes.
 *
 * <p>Packages that are exported to everyone are API. The others are public for homelab's own modules only, and change
 * without notice.
 */
@SuppressWarnings("module") // homelab's other modules are named by their manifests, which the compiler does not see
module dev.homelab.model {
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.yaml;
    requires com.fasterxml.jackson.datatype.jdk8;
    requires java.compiler;
    requires java.logging;
    requires org.hibernate.validator;
    requires org.yaml.snakeyaml;
    requires transitive jakarta.validation;
    requires static transitive org.jspecify;

    uses dev.homelab.spi.Adapter;
    uses dev.homelab.spi.NotifierFactory;
    uses dev.homelab.spi.SecretSource;

    exports dev.homelab.model;
    exports dev.homelab.model.container;
    exports dev.homelab.model.dsl;
    exports dev.homelab.model.pattern;
    exports dev.homelab.model.inventory;
    exports dev.homelab.model.io;
    exports dev.homelab.model.value;
    exports dev.homelab.problem;
    exports dev.homelab.provision;
    exports dev.homelab.report;
    exports dev.homelab.spi;
    exports dev.homelab.model.rule to
            dev.homelab.adapters,
            dev.homelab.lab,
            dev.homelab.runner;
    exports dev.homelab.model.rule.support to
            dev.homelab.adapters,
            dev.homelab.runner;
    exports dev.homelab.model.schema to
            dev.homelab.runner;
    exports dev.homelab.provision.json to
            dev.homelab.lab,
            dev.homelab.runner;
    exports dev.homelab.provision.ledger to
            dev.homelab.lab,
            dev.homelab.runner;

    // records are read and validated by Jackson and Hibernate Validator
    opens dev.homelab.model;
    opens dev.homelab.model.container;
    opens dev.homelab.model.pattern;
    opens dev.homelab.model.inventory;
    opens dev.homelab.model.value;
    opens dev.homelab.provision;
}
