// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import dev.homelab.model.Definition;
import dev.homelab.model.container.Container;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import dev.homelab.problem.Where;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;

/**
 * Finds what could be a definition and is not read, since the service of a skipped definition would look deleted.
 *
 * <pre>
 *   services/music.yaml             too high: no category
 *   services/audio -> elsewhere     a category that is a link
 *   services/audio/                 an empty submodule
 *   services/media/music.YAML       another ending
 *   services/media/a/music.yaml     too deep, unless a definition mounts it
 *   services/category.yaml          of no category
 *   services/media/templates/a.yaml a template that no definition could name
 * </pre>
 */
final class UnreadFiles {

    private static final String MEANING = " If it defines a service, that service would look deleted.";
    private static final String NO_DEFINITION = " If it is no definition, keep it outside of \"%s\".";

    private final Path inventory;
    private final Set<Path> mounted = new HashSet<>();
    private final Set<String> read = new HashSet<>();
    private final List<Problem> problems;

    /**
     * Looks for files that are not among these definitions.
     *
     * @param inventory the file that is read as the inventory
     * @param definitions all definitions that could be read, those in Java included
     * @param problems takes what is found
     */
    UnreadFiles(Path inventory, Collection<Definition> definitions, List<Problem> problems) {
        this.inventory = inventory.toAbsolutePath().normalize();
        this.problems = problems;
        for (Definition definition : definitions) {
            read.add(definition.category() + "/" + fileName(definition));
            definition.service().containers().values().stream()
                    .filter(Objects::nonNull) // one that could not be read
                    .flatMap(UnreadFiles::files)
                    .forEach(file -> mounted.add(Path.of(definition.category(), file)));
        }
    }

    private static Stream<String> files(Container container) {
        return container.filesBeside().stream().filter(file -> file.indexOf('\0') < 0);
    }

    private static String fileName(Definition definition) {
        String file = definition.positions().file();
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /** Returns whether a folder holds the definitions of a category. */
    static boolean isCategory(Path path) {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
                && !isHidden(path)
                && !isBuildOutput(path)
                && !isTemplates(path);
    }

    /** Returns whether a folder holds templates, and no category. */
    static boolean isTemplates(Path path) {
        return path.endsWith(Shared.TEMPLATES) && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    void lookIn(Path folder) {
        new Submodules(folder).empty().forEach(this::emptySubmodule);
        for (Path entry : entries(folder)) {
            if (isCategory(entry)) {
                lookInCategory(folder, entry);
            } else if (isTemplates(entry)) {
                lookInTemplates(folder, entry);
            } else if (Files.isSymbolicLink(entry) && (Files.isDirectory(entry) || !Files.exists(entry))) {
                link(entry);
            } else if (isBuildOutput(entry) && Files.isDirectory(entry)) {
                entries(entry).stream().filter(UnreadFiles::isNamedSo).forEach(this::inBuildOutput);
            }
            if (isNamedSo(entry) && !Files.isSymbolicLink(entry) && !isInventory(entry)) {
                tooHigh(folder, entry);
            }
        }
    }

    private void lookInTemplates(Path folder, Path templates) {
        for (Path entry : entries(templates)) {
            if (isNamedSo(entry) && Files.isRegularFile(entry)) {
                ending(folder, entry);
            } else if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && !isHidden(entry)) {
                lookDeeper(folder, templates, entry);
            }
        }
    }

    private void lookInCategory(Path folder, Path category) {
        List<Path> entries = entries(category);
        boolean isWhollyRead = isWhollyRead(category.getFileName().toString(), entries);
        for (Path entry : entries) {
            if (isNamedSo(entry) && Files.isRegularFile(entry)) {
                ending(folder, entry);
            } else if (isNamedSo(entry) && Files.isSymbolicLink(entry)) {
                link(entry);
            } else if (isNamedSo(entry)) {
                noFile(entry);
            }
            if (isWhollyRead && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && !isHidden(entry)) {
                lookDeeper(folder, category, entry);
            }
        }
    }

    /** What a definition mounts that could not be read is not known. */
    private boolean isWhollyRead(String category, List<Path> entries) {
        boolean hasJava = entries.stream()
                .anyMatch(entry -> entry.toString().endsWith(".java") && !entry.endsWith("package-info.java"));
        boolean isJavaRead = read.stream().anyMatch(file -> file.startsWith(category + "/") && file.endsWith(".java"));
        return (isJavaRead || !hasJava)
                && entries.stream()
                        .filter(entry -> entry.toString().endsWith(DefinitionFiles.ENDING))
                        .filter(entry -> Files.isRegularFile(entry) && !entry.endsWith(Shared.CATEGORY))
                        .allMatch(entry -> read.contains(category + "/" + entry.getFileName()));
    }

    private void lookDeeper(Path folder, Path category, Path deeper) {
        for (Path entry : DefinitionFiles.entries(deeper, path -> true, problems)) {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS) && !isHidden(entry)) {
                lookDeeper(folder, category, entry);
            } else if (isNamedSo(entry) && !isMounted(folder, entry)) {
                tooDeep(folder, category, entry);
            }
        }
    }

    private void ending(Path folder, Path file) {
        String name = file.toString();
        if (!name.endsWith(DefinitionFiles.ENDING) && !isMounted(folder, file)) {
            problems.add(new Problem(
                    "file ending not known",
                    new Where.InFile(name, 1, 1, ""),
                    "definitions end in \".yaml\", so this file is not read." + MEANING,
                    "rename it:\n\n  git mv %s %s".formatted(word(file), word(file.resolveSibling(renamed(file))))));
        }
    }

    private void tooHigh(Path folder, Path file) {
        if (file.endsWith(Shared.CATEGORY)) {
            ofNoCategory(file);
            return;
        }
        notRead(
                file,
                "%s is in no category: only files in a category's folder are read.".formatted(name(file)) + MEANING,
                "move it into the folder of a category:\n\n  git mv %s %s\n\n"
                                .formatted(
                                        word(file),
                                        word(folder.resolve("CATEGORY").resolve(renamed(file))))
                        + NO_DEFINITION.strip().formatted(folder));
    }

    private void ofNoCategory(Path file) {
        problems.add(new Problem(
                "definition not read",
                new Where.InFile(file.toString(), 1, 1, ""),
                "\"%s\" says what the services of one category have in common, and this is the folder of none."
                        .formatted(Shared.CATEGORY),
                "move it into the folder of the category; what counts for all services belongs into the inventory."));
    }

    private void tooDeep(Path folder, Path category, Path file) {
        if (file.endsWith(Shared.CATEGORY)) {
            ofNoCategory(file);
            return;
        }
        if (file.resolveSibling("").endsWith(Shared.TEMPLATES) || category.endsWith(Shared.TEMPLATES)) {
            problems.add(new Problem(
                    "definition not read",
                    new Where.InFile(file.toString(), 1, 1, ""),
                    "templates are files directly in \"%s\".".formatted(folder.resolve(Shared.TEMPLATES)),
                    "move it there:\n\n  git mv %s %s"
                            .formatted(
                                    word(file),
                                    word(folder.resolve(Shared.TEMPLATES).resolve(renamed(file))))));
            return;
        }
        notRead(
                file,
                "%s is deeper than the category's folder, and no definition mounts it.".formatted(name(file)) + MEANING,
                "move it up:\n\n  git mv %s %s\n\n".formatted(word(file), word(category.resolve(renamed(file))))
                        + NO_DEFINITION.strip().formatted(folder));
    }

    private void inBuildOutput(Path file) {
        notRead(
                file,
                "%s is in a folder for build output, which is no category.".formatted(name(file)) + MEANING,
                "give the category another name than \"target\".");
    }

    private void link(Path link) {
        if (Files.isDirectory(link)) {
            notRead(
                    link,
                    "%s is a link to another folder, and links are no categories.".formatted(name(link))
                            + " The services behind it would look deleted.",
                    "move the folder itself here.");
        } else if (Files.exists(link)) {
            notRead(
                    link,
                    "%s is a link to something that is not a file.".formatted(name(link)) + MEANING,
                    "put the file itself here.");
        } else {
            notRead(
                    link,
                    "%s is a link to something that does not exist.".formatted(name(link))
                            + " What it should lead to would look deleted.",
                    "correct or remove the link.");
        }
    }

    private void noFile(Path entry) {
        notRead(entry, "%s is no file, and only files are read.".formatted(name(entry)) + MEANING, "rename it.");
    }

    private void emptySubmodule(Path folder) {
        notRead(
                folder,
                "%s is a submodule of Git that is not checked out.".formatted(name(folder))
                        + " All services in it would look deleted.",
                "check it out:\n\n  git submodule update --init %s".formatted(word(folder)));
    }

    private void notRead(Path file, String detail, String fix) {
        problems.add(new Problem("definition not read", new Where.InFile(file.toString(), 1, 1, ""), detail, fix));
    }

    private static String renamed(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.lastIndexOf('.')) + DefinitionFiles.ENDING;
    }

    private static String word(Path file) {
        return Quoted.word(file.toString());
    }

    private static String name(Path file) {
        return Quoted.of(file.getFileName().toString());
    }

    private boolean isMounted(Path folder, Path file) {
        Path path = folder.relativize(file);
        return mounted.stream().anyMatch(path::startsWith);
    }

    /** A folder may hold more inventories than the one that is read, and the lock of images beside it. */
    private boolean isInventory(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        if (absolute.equals(inventory) || absolute.equals(ImageLockFile.beside(inventory))) {
            return true;
        }
        return Files.isRegularFile(file)
                && DefinitionFiles.text(file, new ArrayList<>())
                        .flatMap(text -> YamlFile.parse(text, new FileProblems("")))
                        .filter(root -> root instanceof MappingNode mapping
                                && mapping.getValue().stream()
                                        .anyMatch(entry -> Keys.text(entry)
                                                .filter("targets"::equals)
                                                .isPresent()))
                        .isPresent();
    }

    private static boolean isNamedSo(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return !isHidden(path) && (name.endsWith(DefinitionFiles.ENDING) || name.endsWith(".yml"));
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static boolean isBuildOutput(Path path) {
        return path.getFileName().toString().equals("target");
    }

    /** Returns what is in a folder; if it cannot be read, that was reported when it was searched for definitions. */
    private static List<Path> entries(Path folder) {
        return DefinitionFiles.entries(folder, path -> true, new ArrayList<>());
    }
}
