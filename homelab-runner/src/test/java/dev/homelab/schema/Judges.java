// SPDX-License-Identifier: Apache-2.0
package dev.homelab.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.homelab.model.Definition;
import dev.homelab.model.ParseResult;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.spi.Plugins;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.constraints.AssertTrue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** The two who judge a definition's structure: the schema, and the reader with the constraints on the records. */
final class Judges {

    private static final Validator VALIDATOR = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    private Judges() {}

    static Predicate<JsonNode> schema(JsonNode schema) {
        Schema compiled =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
        return document -> compiled.validate(document).isEmpty();
    }

    /** Returns the reader of services, whose files go to a folder. */
    static Predicate<JsonNode> serviceReader(Path folder) {
        Path inventory = write(folder.resolve("inventory.yaml"), "{homelab: a, key: env:A, record: b, domain: a.b}");
        write(folder.resolve("services/templates/linuxserver.yaml"), "{}");
        return document -> {
            write(folder.resolve("services/media/a.yaml"), document.toString());
            return reads(
                    folder,
                    inventory,
                    reading -> reading.catalog()
                            .flatMap(catalog -> catalog.definitions().stream().findFirst())
                            .map(Definition::service));
        };
    }

    /** Returns the reader of inventories, whose files go to a folder. */
    static Predicate<JsonNode> inventoryReader(Path folder) {
        write(folder.resolve("services/media/none"), "");
        return document -> reads(
                folder,
                write(folder.resolve("inventory.yaml"), document.toString()),
                reading -> reading.catalog().map(catalog -> catalog.inventory()));
    }

    private static boolean reads(Path folder, Path inventory, Function<ParseResult, Optional<?>> part) {
        ParseResult reading = new CatalogReader(Plugins.found().kinds()).read(folder.resolve("services"), inventory);
        return reading.problems().isEmpty()
                && part.apply(reading).map(Judges::isWellFormed).orElse(true);
    }

    /** What several keys must have to do with each other is no matter of structure, and the schema says nothing of it. */
    private static boolean isWellFormed(Object record) {
        return VALIDATOR.validate(record).stream()
                .map(violation -> violation.getConstraintDescriptor().getAnnotation())
                .allMatch(AssertTrue.class::isInstance);
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
