// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SchemaCommandTest {

    @Test
    void theSchemaOfServicesIsPrintedAsItIsInTheRepository() throws IOException {
        assertThat(printed()).isEqualTo(Files.readString(Path.of("../schema/service-schema.json")));
    }

    @Test
    void theSchemaOfTheInventoryIsPrintedByItsName() throws IOException {
        assertThat(printed("inventory")).isEqualTo(Files.readString(Path.of("../schema/inventory-schema.json")));
    }

    private static String printed(String... arguments) {
        StringWriter out = new StringWriter();
        int code = new CommandLine(new SchemaCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(out))
                .execute(arguments);
        assertThat(code).isZero();
        return out.toString();
    }
}
