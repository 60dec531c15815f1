// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.detect.Checkout;
import dev.homelab.runner.detect.Git;
import dev.homelab.runner.source.Sources;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say which definitions a command is about, and how it prints. */
public final class Definitions {

    /** The folders and jars, one after the other as in a PATH, where none is given. */
    private static final String SERVICES = "HOMELAB_SERVICES";

    private static final String NO_CODE = "HOMELAB_NO_CODE";

    @Option(
            names = "--services",
            paramLabel = "FOLDER|JAR",
            description =
                    "A folder of definitions, one folder per category, or a jar with services in Java; may be given"
                            + " several times (default: those of variable " + SERVICES + ", or else services).")
    private List<Path> given = List.of();

    @Option(
            names = "--no-code",
            description =
                    "Run no code of definitions: services in Java are left out, and exec: references are refused. That is"
                            + " enough for validate, detect --since and plan --offline of somebody else's merge request;"
                            + " whatever would take what is left out for deleted is refused (or: variable " + NO_CODE
                            + ").")
    private boolean noCode;

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            description = "The inventory (default: inventory.yaml in the first folder of definitions).")
    private Optional<Path> inventory = Optional.empty();

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    private Map<String, String> environment = Map.of();
    private Masker masker = new Masker();

    /** Takes what is not given from variables; the masker learns the secrets that are found. */
    public void in(Map<String, String> variables, Masker ofProgram) {
        masker = ofProgram;
        environment = variables;
    }

    public boolean json() {
        return json;
    }

    /** Returns the inventory and the files of services, whatever is in them. */
    public List<String> files() {
        Stream<Path> definitions = services().stream()
                .filter(place -> !isJar(place))
                .flatMap(folder -> CatalogReader.files(folder).stream());
        return Stream.concat(Stream.of(inventory.orElseGet(this::usualInventory)), definitions)
                .map(Path::toString)
                .toList();
    }

    /** Returns the folders of definitions, and the inventory. */
    List<Path> places() {
        return Stream.concat(
                        services().stream().filter(place -> !isJar(place)),
                        Stream.of(inventory.orElseGet(this::usualInventory)))
                .toList();
    }

    /** Reads them; references to the environment are looked up in this one. */
    public Homelab read(Map<String, String> environment) {
        return read(UnaryOperator.identity(), environment);
    }

    private Homelab read(UnaryOperator<Path> moved, Map<String, String> secrets) {
        Sources sources = Sources.inventory(moved.apply(inventory.orElseGet(this::usualInventory)));
        for (Path place : services()) {
            sources = isJar(place) ? sources.jar(place) : sources.folder(moved.apply(place));
        }
        return Homelab.read(isWithoutCode() ? sources.withoutCode() : sources, secrets, masker);
    }

    /** Returns the work tree of Git that the inventory is in, if it is in one. */
    public Optional<Git> git() {
        return Git.around(inventory.orElseGet(this::usualInventory));
    }

    /** Reads them as they were in a revision; jars, and what lies outside the work tree, are as they are. */
    public Homelab read(Checkout revision, Map<String, String> environment) {
        return read(revision::at, environment);
    }

    /** Reads the inventory alone. */
    public Homelab readInventory(Map<String, String> environment) {
        return Homelab.read(Sources.inventory(inventory.orElseGet(this::usualInventory)), environment, masker);
    }

    private Path usualInventory() {
        return services().stream()
                .filter(place -> !isJar(place))
                .findFirst()
                .orElse(Path.of("services"))
                .resolve("inventory.yaml");
    }

    private List<Path> services() {
        return given.isEmpty()
                ? Arrays.stream(environment
                                .getOrDefault(SERVICES, "services")
                                .split(Pattern.quote(File.pathSeparator), -1))
                        .filter(place -> !place.isBlank())
                        .map(Path::of)
                        .toList()
                : given;
    }

    private boolean isWithoutCode() {
        String variable = environment.getOrDefault(NO_CODE, "");
        return noCode || !(variable.isBlank() || variable.equals("no"));
    }

    private static boolean isJar(Path place) {
        return place.toString().endsWith(".jar");
    }
}
