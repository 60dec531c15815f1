// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.cli.option;

import dev.homelab.adapter.support.secret.Masker;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.model.io.ImageLockFile;
import dev.homelab.report.Report;
import dev.homelab.report.Watcher;
import dev.homelab.runner.Homelab;
import dev.homelab.runner.InvalidDefinitionsException;
import dev.homelab.runner.detect.Checkout;
import dev.homelab.runner.detect.Git;
import dev.homelab.runner.source.Sources;
import dev.homelab.runner.timing.TimedPlugins;
import dev.homelab.runner.timing.Timings;
import dev.homelab.spi.Plugins;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
                            + " several times (default: those of variable " + SERVICES
                            + ", or else the folder services with an"
                            + " inventory.yaml, here or in the nearest folder above).")
    private List<Path> given = List.of();

    @Option(
            names = "--plugins",
            paramLabel = "JAR",
            arity = "1..*",
            description =
                    "Jars with plugins: kinds of target, ways to send notifications, sources of secrets. Those in the"
                            + " folder plugins beside the inventory are loaded without it.")
    private List<Path> plugins = List.of();

    @Option(
            names = "--no-code",
            description =
                    "Run no code of definitions: services in Java and plugins are skipped, and exec: references are refused. That is"
                            + " enough for validate, detect --since and plan --offline of an untrusted merge request;"
                            + " commands that would delete what is skipped are refused (or: variable " + NO_CODE
                            + ").")
    private boolean noCode;

    @Option(
            names = "--inventory",
            paramLabel = "FILE",
            description = "The inventory (default: inventory.yaml in the first folder of definitions).")
    private Optional<Path> inventory = Optional.empty();

    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    private boolean isUnlocked;
    private Optional<Set<String>> connected = Optional.empty();
    private Map<String, String> environment = Map.of();
    private Optional<Plugins> loaded = Optional.empty();
    private Masker masker = new Masker();
    private Consumer<Report> listener = report -> {};
    private Watcher watcher = Watcher.none();
    private Optional<Timings> timings = Optional.empty();

    /** Takes the time of what is done at targets. */
    public void timedBy(Timings taker) {
        timings = Optional.of(taker);
    }

    /** Shows what is done at targets. */
    public void watchedBy(Watcher watching) {
        watcher = watching;
    }

    /**
     * Takes what is not given from variables.
     *
     * @param learning learns the secrets that are found
     * @param following follows the runs
     */
    public void in(Map<String, String> variables, Masker learning, Consumer<Report> following) {
        environment = variables;
        masker = learning;
        listener = following;
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

    /** Returns the folders of definitions, the inventory, and the lock of images beside it. */
    List<Path> places() {
        Path used = inventory();
        return Stream.concat(
                        services().stream().filter(place -> !isJar(place)), Stream.of(used, ImageLockFile.beside(used)))
                .toList();
    }

    /** Returns the file of the inventory. */
    public Path inventory() {
        return inventory.orElseGet(this::usualInventory);
    }

    /** Returns the first folder of definitions. */
    public Path folder() {
        return services().stream().filter(place -> !isJar(place)).findFirst().orElse(NearestServices.USUAL);
    }

    /** Reads them. */
    public Homelab read() {
        checkPlace();
        return read(UnaryOperator.identity());
    }

    /**
     * Reads them, and connects to hosts meanwhile.
     *
     * @param without the targets that are not connected to
     */
    public Homelab readConnecting(Set<String> without) {
        connected = Optional.of(without);
        return read();
    }

    private Homelab read(UnaryOperator<Path> moved) {
        Sources sources = Sources.inventory(moved.apply(inventory.orElseGet(this::usualInventory)));
        sources = withPlugins(sources);
        for (Path place : services()) {
            sources = isJar(place) ? sources.jar(place) : sources.folder(moved.apply(place));
        }
        return read(sources);
    }

    /** Loads the plugins, once: those beside the inventory of now, whatever revision is read. */
    public Plugins plugins() {
        if (loaded.isEmpty()) {
            Sources sources = withPlugins(Sources.inventory(inventory.orElseGet(this::usualInventory)));
            Plugins all = (isWithoutCode() ? sources.withoutCode() : sources).plugins();
            loaded = Optional.of(
                    timings.map(taker -> TimedPlugins.of(all, taker)).orElse(all));
        }
        return loaded.get();
    }

    /** Returns where secrets are found, as runs find them. */
    public Secrets secrets() {
        Secrets all = new Secrets(environment, masker, plugins().secretSources());
        return isWithoutCode() ? all.withoutPrograms() : all;
    }

    private Sources withPlugins(Sources sources) {
        Sources all = sources;
        for (Path jar : plugins) {
            all = all.plugin(jar);
        }
        return all;
    }

    /** Returns the work tree of Git that the inventory is in, if it is in one. */
    public Optional<Git> git() {
        return Git.around(inventory.orElseGet(this::usualInventory));
    }

    /** Reads them as they were in a revision; jars, and what lies outside the work tree, are as they are. */
    public Homelab read(Checkout revision) {
        checkPlace();
        return read(revision::at);
    }

    /** Reads them, whatever images are not locked yet. */
    public Homelab readUnlocked() {
        checkPlace();
        isUnlocked = true;
        return read(UnaryOperator.identity());
    }

    /** Reads the inventory alone. */
    public Homelab readInventory() {
        checkPlace();
        return read(withPlugins(Sources.inventory(inventory.orElseGet(this::usualInventory))));
    }

    private Homelab read(Sources sources) {
        Homelab.Builder builder = Homelab.of(isWithoutCode() ? sources.withoutCode() : sources);
        connected.ifPresent(builder::connectingEarly);
        return (isUnlocked ? builder.unlocked() : builder)
                .plugins(plugins())
                .environment(environment)
                .secretListener(masker::learn)
                .listener(listener)
                .watcher(watcher)
                .relativeTo(nearest().map(NearestServices::top).orElse(Path.of("")))
                .build();
    }

    private void checkPlace() {
        if (isSearched() && inventory.isEmpty() && nearest().isEmpty()) {
            throw new InvalidDefinitionsException(List.of(NearestServices.missing()));
        }
    }

    private boolean isSearched() {
        return given.isEmpty() && environment.getOrDefault(SERVICES, "").isBlank();
    }

    private Optional<Path> nearest() {
        return isSearched() && inventory.isEmpty() ? NearestServices.from(Path.of("")) : Optional.empty();
    }

    private Path usualInventory() {
        return folder().resolve("inventory.yaml");
    }

    private List<Path> services() {
        if (isSearched()) {
            return List.of(nearest().orElse(NearestServices.USUAL));
        }
        return given.isEmpty()
                ? Arrays.stream(environment.getOrDefault(SERVICES, "").split(Pattern.quote(File.pathSeparator), -1))
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
