// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.source;

import dev.homelab.model.Definition;
import dev.homelab.model.ParseResult;
import dev.homelab.model.inventory.DefinitionKinds;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.problem.Problem;
import dev.homelab.spi.Plugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where the definitions of one homelab come from. All of them are judged together.
 *
 * <pre>{@code
 * Sources.inventory(Path.of("services/inventory.yaml"))
 *     .folder(Path.of("services"))
 *     .with(define("photos", "docker-media", s -> ...))
 * }</pre>
 *
 * <p>Services in Java that stand beside the YAML in a folder are taken from the class path, where that folder's
 * compiled classes are; those of other folders are left alone.
 *
 * @param inventory the file of the inventory
 * @param folders folders of definitions, each with a folder per category
 * @param jars jars with services in Java
 * @param definitions services that a program hands over itself
 * @param isWithoutCode whether no code is run, be it a service in Java or the program of a secret; services in Java are skipped,
 *     which is enough to judge and to compare the rest
 * @param pluginJars jars with plugins, beside those of the folder {@code plugins} next to the inventory
 */
public record Sources(
        Path inventory,
        List<Path> folders,
        List<Path> jars,
        List<Definition> definitions,
        boolean isWithoutCode,
        List<Path> pluginJars) {

    public Sources {
        folders = List.copyOf(folders);
        jars = List.copyOf(jars);
        definitions = List.copyOf(definitions);
        pluginJars = List.copyOf(pluginJars);
    }

    /** An inventory, and no services yet. */
    public static Sources inventory(Path file) {
        return new Sources(file, List.of(), List.of(), List.of(), false, List.of());
    }

    /** Returns these sources and a folder. */
    public Sources folder(Path folder) {
        return new Sources(inventory, and(folders, folder), jars, definitions, isWithoutCode, pluginJars);
    }

    /** Returns these sources and a jar, of which every {@link dev.homelab.model.DefinitionSource} is asked. */
    public Sources jar(Path jar) {
        return new Sources(inventory, folders, and(jars, jar), definitions, isWithoutCode, pluginJars);
    }

    /** Returns these sources and a jar with plugins. */
    public Sources plugin(Path jar) {
        return new Sources(inventory, folders, jars, definitions, isWithoutCode, and(pluginJars, jar));
    }

    /** Loads the plugins that come with homelab. */
    public static Plugins ownPlugins() {
        return PluginJars.ours();
    }

    /** Loads the plugins of the class path and of the jars; where no code is run, only those that come with homelab. */
    public Plugins plugins() {
        return isWithoutCode ? ownPlugins() : new PluginJars(inventory, pluginJars).load();
    }

    /** Returns these sources and services of the program's own. */
    public Sources with(Definition... more) {
        List<Definition> all = new ArrayList<>(definitions);
        all.addAll(List.of(more));
        return new Sources(inventory, folders, jars, all, isWithoutCode, pluginJars);
    }

    /** Returns these sources, of which no code is run. */
    public Sources withoutCode() {
        return new Sources(inventory, folders, jars, definitions, true, pluginJars);
    }

    /** Returns where services in Java are that are not read, since only YAML is. */
    public List<Problem> leftOut() {
        return isWithoutCode ? new JavaFiles(folders).leftOut(jars) : List.of();
    }

    /** Returns where plugins are that are not loaded, since no code is run. */
    public List<Problem> pluginsLeftOut() {
        return isWithoutCode ? new PluginJars(inventory, pluginJars).leftOut() : List.of();
    }

    /** Reads all of it, whatever its state; runs the code of services in Java, unless only YAML is read. */
    public ParseResult read(DefinitionKinds kinds) {
        return read(kinds, inventory -> {});
    }

    /**
     * Reads all of it.
     *
     * @param ahead gets an inventory that could be read, before services are; it may not be valid
     */
    public ParseResult read(DefinitionKinds kinds, Consumer<Inventory> ahead) {
        List<Problem> problems = new ArrayList<>();
        List<Definition> more = new ArrayList<>(definitions);
        if (!isWithoutCode) {
            more.addAll(0, new JavaDefinitions(folders, jars, problems).read());
        }
        return new CatalogReader(kinds, ahead).read(folders, inventory, more).with(List.of(), problems);
    }

    private static List<Path> and(List<Path> paths, Path one) {
        List<Path> all = new ArrayList<>(paths);
        all.add(one);
        return all;
    }
}
