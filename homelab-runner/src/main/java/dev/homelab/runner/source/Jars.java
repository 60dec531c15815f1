// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.source;

import dev.homelab.model.DefinitionSource;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Problem;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Jars with services in Java or plugins, on top of this program's own class path. */
final class Jars {

    private static final String PROVIDERS = "META-INF/services/" + DefinitionSource.class.getName();

    private final List<URL> places = new ArrayList<>();
    private final Set<String> providers = new HashSet<>();

    Jars(List<Path> jars, List<Problem> problems) {
        for (Path jar : jars) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                places.add(jar.toUri().toURL());
                providers.addAll(providers(zip));
            } catch (IOException e) {
                problems.add(new Problem(
                        "file not readable",
                        Positions.of(jar.toString()).at(""),
                        "the jar \"%s\" cannot be read: %s."
                                .formatted(jar, e.getClass().getSimpleName()),
                        "build it, or name another."));
            }
        }
    }

    /** Returns whether a jar offers this class. */
    boolean offer(Class<?> type) {
        return providers.contains(type.getName());
    }

    /** Returns a loader for the classes of the jars and of this program; its user closes it. */
    URLClassLoader loader() {
        return new URLClassLoader(places.toArray(URL[]::new), DefinitionSource.class.getClassLoader());
    }

    private static List<String> providers(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(PROVIDERS);
        return entry == null
                ? List.of()
                : new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .toList();
    }
}
