// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli;

import dev.homelab.model.io.CatalogReader;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.source.Sources;
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
            paramLabel = "FOLDER|JAR",
            defaultValue = "services",
            description =
                    "A folder of definitions, one folder per category, or a jar with services in Java; may be given"
                            + " several times (default: ${DEFAULT-VALUE}).")
    private List<Path> services = List.of();

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            description = "The inventory (default: inventory.yaml in the first folder of definitions).")
    private Optional<Path> inventory = Optional.empty();

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    boolean json() {
        return json;
    }

    /** Returns the inventory and the files of services, whatever is in them. */
    List<String> files() {
        Stream<Path> definitions = services.stream()
                .filter(place -> !isJar(place))
                .flatMap(folder -> CatalogReader.files(folder).stream());
        return Stream.concat(Stream.of(inventory.orElseGet(this::usualInventory)), definitions)
                .map(Path::toString)
                .toList();
    }

    /** Reads them; references to the environment are looked up in this one. */
    Homelab read(Map<String, String> environment) {
        Sources sources = Sources.inventory(inventory.orElseGet(this::usualInventory));
        for (Path place : services) {
            sources = isJar(place) ? sources.jar(place) : sources.folder(place);
        }
        return Homelab.read(sources, environment);
    }

    /** Reads the inventory alone. */
    Homelab readInventory(Map<String, String> environment) {
        return Homelab.read(Sources.inventory(inventory.orElseGet(this::usualInventory)), environment);
    }

    private Path usualInventory() {
        return services.stream()
                .filter(place -> !isJar(place))
                .findFirst()
                .orElse(Path.of("services"))
                .resolve("inventory.yaml");
    }

    private static boolean isJar(Path place) {
        return place.toString().endsWith(".jar");
    }
}
