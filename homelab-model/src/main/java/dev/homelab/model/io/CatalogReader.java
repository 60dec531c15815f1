// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.ParseResult;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.DefinitionKinds;
import dev.homelab.model.inventory.ImageLock;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.TargetKind;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads a folder of definitions: {@code inventory.yaml}, and one file per service in a folder per category.
 *
 * <p>Only files directly in a category folder are services; what lies deeper belongs to them. What could be a definition
 * and is not read is a problem.
 */
public final class CatalogReader {

    /** Fewer files than these are read sooner than more threads are started. */
    private static final int FEW = 32;

    private final Consumer<Inventory> ahead;
    private final InventoryReader inventoryReader;
    private final Map<Class<?>, Binder.Special> specials;

    /** Reads inventories with these kinds of targets. */
    public CatalogReader(Collection<TargetKind> kinds) {
        this(DefinitionKinds.of(kinds));
    }

    /** Reads definitions that name these. */
    public CatalogReader(DefinitionKinds kinds) {
        this(kinds, inventory -> {});
    }

    /**
     * Reads definitions that name these.
     *
     * @param ahead gets an inventory that could be read, before anything else is; it may not be valid
     */
    public CatalogReader(DefinitionKinds kinds, Consumer<Inventory> ahead) {
        this.ahead = ahead;
        this.inventoryReader = new InventoryReader(kinds);
        this.specials = new KnownSecrets(kinds.schemes()).specials();
    }

    /** Reads the services below a folder, with the inventory from a file. */
    public ParseResult read(Path folder, Path inventoryFile) {
        return read(List.of(folder), inventoryFile);
    }

    /** Reads the services below several folders, as if they were one, with the inventory from a file. */
    public ParseResult read(List<Path> folders, Path inventoryFile) {
        return read(folders, inventoryFile, List.of());
    }

    /** Reads the services below several folders, and joins them with definitions that no YAML file holds. */
    public ParseResult read(List<Path> folders, Path inventoryFile, List<Definition> others) {
        List<Problem> problems = new ArrayList<>();
        FileProblems inventoryFindings = new FileProblems(inventoryFile.toString());
        Optional<InventoryReader.Read> readInventory = DefinitionFiles.within(
                        Repository.around(folderOf(inventoryFile)), inventoryFile, problems)
                .map(text -> inventoryReader.read(text, inventoryFile.toString(), inventoryFindings));
        Optional<Inventory> inventory = readInventory.flatMap(InventoryReader.Read::inventory);
        Values values = readInventory.map(InventoryReader.Read::values).orElse(Values.NONE);
        problems.addAll(inventoryFindings.problems());
        inventory.filter(read -> problems.isEmpty()).ifPresent(ahead);
        List<Definition> definitions = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        List<Shared> all = new ArrayList<>();
        for (Path folder : folders) {
            Repository repository = Repository.around(folder);
            List<Path> categories = DefinitionFiles.entries(folder, UnreadFiles::isCategory, problems);
            Shared shared = Shared.read(folder, categories, values, repository, problems);
            all.add(shared);
            for (Path category : categories) {
                for (Path file : DefinitionFiles.entries(category, CatalogReader::isDefinition, problems)) {
                    candidates.add(new Candidate(repository, shared, category, file));
                }
            }
        }
        Stream<Candidate> files = candidates.size() < FEW ? candidates.stream() : candidates.parallelStream();
        for (Read read : files.map(this::read).toList()) {
            problems.addAll(read.problems());
            read.definition().ifPresent(definitions::add);
        }
        all.forEach(shared -> shared.judgeUnused(problems));
        definitions.addAll(others);
        UnreadFiles unread = new UnreadFiles(inventoryFile, definitions, problems);
        folders.forEach(unread::lookIn);
        Positions positions = inventoryFindings.positions();
        ImageLock lock = lock(inventoryFile, problems);
        return new ParseResult(
                inventory.map(i -> new Catalog(i, positions, definitions, lock)), Problem.sorted(problems));
    }

    private static boolean isDefinition(Path file) {
        return Files.isRegularFile(file) && !file.endsWith(Shared.CATEGORY);
    }

    /** Returns the files that hold, or seem to hold, the services below a folder, and what they inherit from. */
    public static List<Path> files(Path folder) {
        return DefinitionFiles.entries(
                        folder,
                        path -> UnreadFiles.isCategory(path) || UnreadFiles.isTemplates(path),
                        new ArrayList<>())
                .stream()
                .flatMap(
                        category -> DefinitionFiles.entries(category, Files::isRegularFile, new ArrayList<>()).stream())
                .filter(file -> file.toString().endsWith(DefinitionFiles.ENDING)
                        || file.toString().endsWith(".yml"))
                .toList();
    }

    /** A file that may be a definition. */
    private record Candidate(Repository repository, Shared shared, Path category, Path file) {}

    /** What one file came to. */
    private record Read(Optional<Definition> definition, List<Problem> problems) {}

    private Read read(Candidate candidate) {
        List<Problem> problems = new ArrayList<>();
        return new Read(definition(candidate, problems), problems);
    }

    private Optional<Definition> definition(Candidate candidate, List<Problem> problems) {
        Path file = candidate.file();
        if (!file.getFileName().toString().endsWith(DefinitionFiles.ENDING)) {
            return Optional.empty();
        }
        String category = candidate.category().getFileName().toString();
        return DefinitionFiles.within(candidate.repository(), file, problems)
                .flatMap(text -> definition(text, category, file.toString(), candidate.shared(), specials, problems));
    }

    /** Returns where the parts of a definition stand in its text. */
    public static Positions positions(String text, String file) {
        FileProblems findings = new FileProblems(file);
        YamlFile.parse(text, findings).ifPresent(root -> new Binder(findings, Map.of()).bind(root, Service.class, ""));
        return findings.positions();
    }

    /** Reads the text of a definition as if it stood in this file. */
    public static Optional<Definition> definition(String text, String category, String file, List<Problem> problems) {
        return definition(text, category, file, Shared.none(Values.NONE), Map.of(), problems);
    }

    private static Optional<Definition> definition(
            String text,
            String category,
            String file,
            Shared shared,
            Map<Class<?>, Binder.Special> specials,
            List<Problem> problems) {
        FileProblems findings = new FileProblems(file);
        Optional<Service> service = YamlFile.parse(text, findings)
                .map(root -> shared.complete(root, category, findings))
                .map(root -> new Binder(findings, specials).bind(root, Service.class, ""));
        problems.addAll(findings.problems());
        return service.map(s -> new Definition(s, category, findings.positions(), Map.of(), findings.inherited()));
    }

    /** A lock of images that is not there locks nothing. */
    private static ImageLock lock(Path inventory, List<Problem> problems) {
        Path file = ImageLockFile.beside(inventory);
        if (!Files.exists(file)) {
            return ImageLock.NONE;
        }
        return DefinitionFiles.within(Repository.around(folderOf(inventory)), file, problems)
                .map(text -> ImageLockFile.read(text, file.toString(), problems::add))
                .orElse(ImageLock.NONE);
    }

    private static Path folderOf(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    }
}
