// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.model.io.CatalogReader;
import dev.homelab.runner.Homelab;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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

    /** Returns the inventory and the files of services, whatever is in them. */
    List<String> files() {
        return Stream.concat(Stream.of(inventoryFile()), CatalogReader.files(services).stream())
                .map(Path::toString)
                .toList();
    }

    /** Reads them; references to the environment are looked up in this one. */
    Homelab read(Map<String, String> environment) {
        return Homelab.read(services, inventoryFile(), environment);
    }

    private Path inventoryFile() {
        return inventory.orElse(services.resolve("inventory.yaml"));
    }
}
