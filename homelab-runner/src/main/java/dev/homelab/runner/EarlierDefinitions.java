// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.ParseResult;
import dev.homelab.model.container.Container;
import dev.homelab.model.io.ImageLockFile;
import dev.homelab.runner.detect.Checkout;
import dev.homelab.runner.source.Sources;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The definitions of an earlier revision, of which only the files that differ are read: the other definitions are used as
 * they are, the very same objects, so that what compares both sees at once that nothing changed.
 *
 * <p>It stands aside where more could differ than single definitions and the files beside them: then the whole revision has to be
 * read.
 *
 * <pre>
 *   what differs                              what is done
 *   ---------------------------------------   ----------------------------------------
 *   services/media/photos.yaml                read again
 *   services/media/photos/settings.conf       what mounts it is read again
 *   services/README.md                        nothing
 *   inventory, category.yaml, templates, lock
 *   of images, services in Java, any other
 *   YAML file, which may be a definition      the whole revision is read
 * </pre>
 */
final class EarlierDefinitions {

    private static final int CATEGORY_AND_FILE = 2;

    private final LoadedDefinitions now;
    private final Sources sources;
    private final List<Path> folders;
    private final Path inventory;
    private final Path lock;
    private final Checkout checkout;
    private final Map<Path, Definition> byFile = new HashMap<>();

    /**
     * Prepares.
     *
     * @param now the definitions of now
     * @param sources where those were read
     * @param checkout takes files of the earlier revision
     */
    EarlierDefinitions(LoadedDefinitions now, Sources sources, Checkout checkout) {
        this.now = now;
        this.sources = sources;
        this.folders =
                sources.folders().stream().map(EarlierDefinitions::normal).toList();
        this.inventory = normal(sources.inventory());
        this.lock = ImageLockFile.beside(inventory);
        this.checkout = checkout;
        now.catalog()
                .written()
                .definitions()
                .forEach(definition ->
                        byFile.put(normal(Path.of(definition.positions().file())), definition));
    }

    /**
     * Reads and judges them.
     *
     * @param differing all files below the places of definitions that are not the same in both revisions
     * @return empty if the whole revision has to be read
     * @throws InvalidDefinitionsException if they were not valid
     */
    Optional<LoadedDefinitions> read(Set<Path> differing, Plugins plugins) {
        boolean isByFile =
                byFile.size() == now.catalog().written().definitions().size()
                        && byFile.keySet().stream().allMatch(this::isDefinition)
                        && sources.jars().isEmpty()
                        && sources.definitions().isEmpty();
        if (!isByFile || !differing.stream().allMatch(file -> isDefinition(file) || isNoDefinition(file))) {
            return Optional.empty();
        }
        Set<Path> read = new TreeSet<>();
        differing.stream().filter(this::isDefinition).forEach(read::add);
        byFile.forEach((file, definition) -> {
            if (mounted(file, definition).stream()
                    .anyMatch(path -> differing.stream().anyMatch(one -> one.startsWith(path)))) {
                read.add(file);
            }
        });
        return checkOut(differing, read) ? merged(read, plugins) : Optional.empty();
    }

    /** Writes what is read; returns false if some of it is no plain file there, or submodules come into play. */
    private boolean checkOut(Set<Path> differing, Set<Path> read) {
        Set<Path> files = new TreeSet<>(differing);
        files.addAll(read);
        files.add(inventory);
        files.add(lock);
        Path submodules = checkout.top().resolve(".gitmodules");
        files.add(submodules);
        if (!checkout.write(files) || Files.exists(checkout.at(submodules))) {
            return false;
        }
        try {
            for (Path folder : folders) {
                Path then = checkout.at(folder);
                if (byFile.keySet().stream().anyMatch(file -> file.startsWith(folder) && !read.contains(file))) {
                    Files.createDirectories(then);
                }
                if (!Files.isDirectory(then)) {
                    return false; // it may not have been there
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    private Optional<LoadedDefinitions> merged(Set<Path> read, Plugins plugins) {
        Sources then = Sources.inventory(checkout.at(sources.inventory())).withoutCode();
        for (Path folder : sources.folders()) {
            then = then.folder(checkout.at(folder));
        }
        ParseResult reading = then.read(plugins.kinds());
        List<Definition> others = reading.catalog().map(Catalog::definitions).orElse(List.of());
        Map<Path, Definition> all = new HashMap<>(byFile);
        all.keySet().removeAll(read);
        Set<Path> mounts = new HashSet<>();
        others.forEach(definition -> {
            Path file = ofNow(Path.of(definition.positions().file()));
            all.put(file, definition);
            mounts.addAll(mounted(file, definition));
        });
        Set<Path> mountsOfNow = byFile.entrySet().stream()
                .filter(entry -> read.contains(entry.getKey()))
                .flatMap(entry -> mounted(entry.getKey(), entry.getValue()).stream())
                .collect(toSet());
        if (!definitionLike(mounts).equals(definitionLike(mountsOfNow))
                || !(mounts.isEmpty() || checkout.write(mounts))) {
            return Optional.empty(); // a YAML file that no definition mounts counts as one that is not read
        }
        List<Definition> inOrder = all.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(order()))
                .map(Map.Entry::getValue)
                .toList();
        return Optional.of(now.earlier(
                new ParseResult(reading.catalog().map(catalog -> catalog.withOnly(inOrder)), reading.problems()),
                others,
                plugins));
    }

    /** The order in which folders of definitions are read. */
    private Comparator<Path> order() {
        return Comparator.<Path>comparingInt(file -> folders.indexOf(folder(file)))
                .thenComparing(Path::getParent)
                .thenComparing(Path::getFileName);
    }

    /** Returns where a file of the earlier revision is in the work tree. */
    private Path ofNow(Path file) {
        Path real = normal(file);
        return folders.stream()
                .filter(folder -> real.startsWith(checkout.at(folder)))
                .map(folder -> folder.resolve(checkout.at(folder).relativize(real)))
                .findFirst()
                .orElse(real);
    }

    private boolean isDefinition(Path file) {
        return isInOneFolder(file)
                && inFolder(file).getNameCount() == CATEGORY_AND_FILE
                && file.toString().endsWith(".yaml")
                && !file.endsWith("category.yaml")
                && !isSkipped(inFolder(file).getName(0));
    }

    private static boolean isSkipped(Path category) {
        return category.toString().startsWith(".")
                || category.toString().equals("target")
                || category.toString().equals("templates");
    }

    /** Returns whether a file is none, and cannot be taken for one. */
    private boolean isNoDefinition(Path file) {
        if (file.equals(inventory) || file.equals(lock) || folders.contains(file)) {
            return false;
        }
        if (folders.stream().noneMatch(file::startsWith)) {
            return true;
        }
        return isInOneFolder(file)
                && Stream.iterate(0, i -> i < inFolder(file).getNameCount(), i -> i + 1)
                        .noneMatch(i -> isLikeDefinition(inFolder(file).getName(i)));
    }

    private static boolean isLikeDefinition(Path name) {
        String end = name.toString().toLowerCase(Locale.ROOT);
        return end.endsWith(".yaml") || end.endsWith(".yml") || end.endsWith(".java") || end.startsWith(".git");
    }

    private static Set<Path> definitionLike(Set<Path> files) {
        return files.stream()
                .filter(file -> isLikeDefinition(file.getFileName()))
                .collect(toSet());
    }

    private boolean isInOneFolder(Path file) {
        return folders.stream().filter(file::startsWith).count() == 1;
    }

    private Path folder(Path file) {
        return folders.stream().filter(file::startsWith).findFirst().orElseThrow();
    }

    private Path inFolder(Path file) {
        return folder(file).relativize(file);
    }

    /** Returns the files beside a definition that its containers mount. */
    private static List<Path> mounted(Path file, Definition definition) {
        List<Path> files = new ArrayList<>();
        definition.service().containers().values().stream()
                .filter(Objects::nonNull) // one that could not be read
                .map(Container::filesBeside)
                .flatMap(Collection::stream)
                .filter(path -> path.indexOf('\0') < 0)
                .forEach(path -> files.add(file.resolveSibling(path).normalize()));
        return files;
    }

    private static Path normal(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
