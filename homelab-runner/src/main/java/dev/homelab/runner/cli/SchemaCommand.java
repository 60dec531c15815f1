// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema that editors complete and check definitions with. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of a sort of file, for editors.",
        mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

    /** The sorts of definition file. */
    enum Sort {
        SERVICE,
        INVENTORY
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "SORT",
            defaultValue = "service",
            description = "service or inventory (default: ${DEFAULT-VALUE}).")
    private Sort sort = Sort.SERVICE;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        String name = "/schema/" + sort.name().toLowerCase(Locale.ROOT) + "-schema.json";
        try (InputStream schema = SchemaCommand.class.getResourceAsStream(name)) {
            if (schema == null) {
                throw new IllegalStateException(name + " is not in the program. This is a bug in homelab.");
            }
            new Terminal(spec).line(new String(schema.readAllBytes(), StandardCharsets.UTF_8).stripTrailing());
        }
        return 0;
    }
}
