// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.source;

import dev.homelab.model.Definition;
import dev.homelab.model.DefinitionSource;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** Services in Java: all that are in the given jars, and of the class path those whose source is in a given folder. */
final class JavaDefinitions {

    private final JavaFiles files;
    private final Jars jars;
    private final List<Problem> problems;

    JavaDefinitions(List<Path> folders, List<Path> jars, List<Problem> problems) {
        this.files = new JavaFiles(folders);
        this.jars = new Jars(jars, problems);
        this.problems = problems;
    }

    /** Returns what could be read; adds what could not to the problems. */
    List<Definition> read() {
        List<Definition> definitions = new ArrayList<>();
        Set<String> asked = new LinkedHashSet<>();
        try (URLClassLoader loader = jars.loader()) {
            for (DefinitionSource source : sources(loader)) {
                if (isGiven(source) && asked.add(source.getClass().getName())) {
                    definitions.addAll(ask(source));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        problems.addAll(files.notCompiled(asked));
        return definitions;
    }

    private List<DefinitionSource> sources(ClassLoader loader) {
        List<DefinitionSource> sources = new ArrayList<>();
        try {
            ServiceLoader.load(DefinitionSource.class, loader).forEach(sources::add);
        } catch (ServiceConfigurationError e) {
            problems.add(new Problem(
                    "services in Java not loadable",
                    Positions.of("META-INF/services/" + DefinitionSource.class.getName())
                            .at(""),
                    "a class that is named there cannot be used: %s.".formatted(e.getMessage()),
                    "make it public, with a public constructor that has no parameters, or take its name out."));
        }
        return sources;
    }

    private boolean isGiven(DefinitionSource source) {
        return jars.offer(source.getClass()) || files.hold(source.getClass());
    }

    private List<Definition> ask(DefinitionSource source) {
        try {
            return source.definitions();
        } catch (RuntimeException e) {
            problems.add(new Problem(
                    "service in Java failed",
                    JavaFiles.failedAt(e, source.getClass()),
                    "the class ended with %s, so none of its services is known.".formatted(e),
                    "correct the class; nothing is applied until it says what its services are."));
            return List.of();
        }
    }
}
