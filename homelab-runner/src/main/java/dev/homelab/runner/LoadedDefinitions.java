// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.ParseResult;
import dev.homelab.model.Service;
import dev.homelab.model.ValidCatalog;
import dev.homelab.model.dsl.Dsl;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Pin;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.rule.CatalogValidator;
import dev.homelab.model.rule.CatalogValidator.ValidationResult;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Problem;
import dev.homelab.runner.resolve.Resolver;
import dev.homelab.runner.source.Sources;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Plugins;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Definitions that were read and found valid.
 *
 * @param catalog what they say
 * @param warnings what keeps nothing from being applied
 * @param leftOut what was not read, which keeps everything from being applied: it would look deleted
 * @param validator judged them, and can judge those of another revision
 * @param isLocked whether the inventory says that the lock of images counts
 */
record LoadedDefinitions(
        ValidCatalog catalog,
        List<Problem> warnings,
        List<Problem> leftOut,
        CatalogValidator validator,
        boolean isLocked) {

    private static final String PROBE = "homelab-doctor";

    /**
     * Reads and judges definitions.
     *
     * @throws InvalidDefinitionsException with everything that is wrong with them
     */
    static LoadedDefinitions of(Sources sources, Plugins plugins) {
        return of(sources, plugins, inventory -> {});
    }

    /**
     * Reads and judges definitions.
     *
     * @param ahead gets an inventory that could be read, before services are; it may not be valid
     * @throws InvalidDefinitionsException with everything that is wrong with them
     */
    static LoadedDefinitions of(Sources sources, Plugins plugins, Consumer<Inventory> ahead) {
        return of(sources, plugins, ahead, reading -> reading);
    }

    /** Reads and judges definitions of which tags may move whatever the inventory says, for who is about to lock them. */
    static LoadedDefinitions unlocked(Sources sources, Plugins plugins) {
        return of(
                sources,
                plugins,
                inventory -> {},
                reading -> new ParseResult(
                        reading.catalog()
                                .map(catalog -> new Catalog(
                                        catalog.inventory().with(Pin.WARN),
                                        catalog.inventoryPositions(),
                                        catalog.definitions(),
                                        catalog.lock())),
                        reading.problems()));
    }

    private static LoadedDefinitions of(
            Sources sources, Plugins plugins, Consumer<Inventory> ahead, UnaryOperator<ParseResult> changed) {
        List<Problem> clashes = plugins.check();
        if (!clashes.isEmpty()) {
            throw new InvalidDefinitionsException(clashes);
        }
        List<Rule> languages = new ArrayList<>();
        plugins.adapters().forEach(adapter -> languages.add(adapter::checkDefinitions));
        CatalogValidator validator = new CatalogValidator(languages); // starts while definitions are read
        ParseResult written = sources.read(plugins.kinds(), ahead);
        ParseResult reading = changed.apply(written);
        ValidationResult validation = validator.judge(reading);
        List<Problem> problems = new ArrayList<>(validation.problems());
        List<Problem> warnings = new ArrayList<>(validation.warnings());
        reading.catalog()
                .map(catalog -> Resolver.checkFiles(catalog.definitions(), warnings))
                .ifPresent(problems::addAll);
        validation.valid().ifPresent(valid -> problems.addAll(ofAdapters(valid.catalog(), plugins.adapters())));
        if (!problems.isEmpty()) {
            problems.addAll(sources.pluginsLeftOut());
            throw new InvalidDefinitionsException(Problem.sorted(problems));
        }
        List<Problem> leftOut = sources.leftOut();
        ValidCatalog valid = validation.valid().orElseThrow();
        List<Problem> shown = new ArrayList<>(AcceptedWarnings.without(valid.catalog(), warnings));
        shown.addAll(leftOut);
        shown.addAll(sources.pluginsLeftOut());
        return new LoadedDefinitions(
                valid,
                shown,
                leftOut,
                validator,
                written.catalog()
                        .filter(catalog -> catalog.inventory().pinOrUsual() == Pin.LOCK)
                        .isPresent());
    }

    /**
     * Judges definitions of an earlier revision, with the same inventory.
     *
     * @param reading all of them; those that are not read are used as they are in these
     * @param read those that were read
     * @throws InvalidDefinitionsException with what is wrong with them
     */
    LoadedDefinitions earlier(ParseResult reading, List<Definition> read, Plugins plugins) {
        Set<Definition> unknown = Collections.newSetFromMap(new IdentityHashMap<>());
        unknown.addAll(read);
        ValidationResult validation = validator.judge(reading, definition -> !unknown.contains(definition));
        List<Problem> problems = new ArrayList<>(validation.problems());
        problems.addAll(Resolver.checkFiles(read, new ArrayList<>()));
        validation.valid().ifPresent(valid -> problems.addAll(ofAdapters(valid.catalog(), plugins.adapters())));
        if (!problems.isEmpty()) {
            throw new InvalidDefinitionsException(Problem.sorted(problems));
        }
        return new LoadedDefinitions(validation.valid().orElseThrow(), List.of(), List.of(), validator, isLocked);
    }

    /** Returns the same inventory without any service. */
    LoadedDefinitions withoutServices() {
        return with(List.of());
    }

    /** Returns the same inventory with a service of which only the name counts, at the proxy and at name servers that there are. */
    LoadedDefinitions withProbe() {
        Inventory inventory = catalog.written().inventory();
        String hostname = PROBE + "." + inventory.domain();
        boolean isRouted = inventory.target(Wave.ROUTING).isPresent();
        boolean isNamed = inventory.target(Wave.NAMING).isPresent();
        Service probe = Dsl.service(PROBE, service -> {
            if (isRouted) {
                service.route("http://192.0.2.1", route -> route.hostname(hostname));
            } else {
                service.dns(hostname, "192.0.2.1");
            }
        });
        return with(isRouted || isNamed ? List.of(new Definition(probe, PROBE, Positions.of(PROBE))) : List.of());
    }

    private LoadedDefinitions with(List<Definition> services) {
        Catalog whole = catalog.written();
        Catalog other = whole.withOnly(services);
        ValidationResult validation = validator.judge(new ParseResult(Optional.of(other), List.of()));
        return new LoadedDefinitions(validation.valid().orElseThrow(), List.of(), List.of(), validator, isLocked);
    }

    private static List<Problem> ofAdapters(Catalog catalog, List<Adapter<?>> adapters) {
        return catalog.inventory().targets().values().stream()
                .flatMap(target -> adapters.stream()
                        .filter(adapter -> adapter.kind().equals(target.kind()))
                        .flatMap(adapter -> adapter.check(target, catalog).stream()))
                .distinct()
                .toList();
    }

    /**
     * Returns what they say, for who makes targets so.
     *
     * @throws InvalidDefinitionsException if some were not read
     */
    ValidCatalog whole() {
        if (!leftOut.isEmpty()) {
            throw new InvalidDefinitionsException(leftOut);
        }
        return catalog;
    }
}
