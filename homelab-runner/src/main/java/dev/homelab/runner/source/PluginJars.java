// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.source;

import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Jars with plugins: those that are named, and those of the folder {@code plugins} beside the inventory. */
final class PluginJars {

    private static final String FOLDER = "plugins";

    /** Where the classes of homelab are: one jar in the program, one for each module in a library. */
    private static final Set<String> OURS = Stream.of(Plugins.class, AdapterContext.class, PluginJars.class)
            .map(PluginJars::place)
            .collect(toSet());

    private final List<Path> jars;

    PluginJars(Path inventory, List<Path> named) {
        List<Path> all = new ArrayList<>(named);
        Path folder = inventory.resolveSibling(FOLDER);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(all::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        this.jars = List.copyOf(all);
    }

    /** Loads the plugins on the class path and in the jars. Their classes are used for as long as the homelab is. */
    Plugins load() {
        List<Problem> problems = new ArrayList<>();
        Plugins found = jars.isEmpty() ? Plugins.found() : Plugins.found(new Jars(jars, problems).loader());
        problems.addAll(found.problems());
        return new Plugins(found.adapters(), found.notifiers(), found.secretSources(), problems);
    }

    /** Loads homelab's own. Of other plugins on the class path, such as those of services in Java, no code is run. */
    static Plugins ours() {
        return Plugins.found(Plugins.class.getClassLoader(), PluginJars::isOurs);
    }

    /** Returns a problem for each jar, none of which is loaded where no code runs. */
    List<Problem> leftOut() {
        return Stream.concat(jars.stream().map(Path::toString), onClassPath())
                .map(jar -> new Problem(
                                "plugin not loaded",
                                Positions.of(jar).at(""),
                                "no code of definitions is run, so the plugin is not loaded, and what it provides is unknown.",
                                "let it run, where its code may.")
                        .with(Remedy.of(Remedy.Kind.RUN_CODE)))
                .toList();
    }

    private static Stream<String> onClassPath() {
        Set<String> places = new TreeSet<>();
        Plugins.found(Plugins.class.getClassLoader(), type -> {
            if (!isOurs(type)) {
                places.add(place(type).replaceFirst("^file:", ""));
            }
            return false;
        });
        return places.stream();
    }

    private static boolean isOurs(Class<?> type) {
        return OURS.contains(place(type));
    }

    /** Returns the jar or folder that a class is from; its own name if that is not known. */
    private static String place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? type.getName()
                : source.getLocation().toString();
    }
}
