// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.runner.Homelab;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say which definitions a command is about, and how it prints. */
final class Definitions {

    @Option(
            names = "--services",
            paramLabel = "FOLDER",
            defaultValue = "services",
            description = "The folder of the definitions, one folder per category (default: ${DEFAULT-VALUE}).")
    private Path services = Path.of("services");

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            description = "The inventory (default: inventory.yaml in the folder of the definitions).")
    private Optional<Path> inventory = Optional.empty();

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Reads them; references to the environment are looked up in this one. */
    Homelab read(Map<String, String> environment) {
        return Homelab.read(services, inventory.orElse(services.resolve("inventory.yaml")), environment);
    }
}
