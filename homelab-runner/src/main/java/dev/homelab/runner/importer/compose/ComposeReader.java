// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.compose;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import dev.homelab.problem.Where;
import dev.homelab.runner.importer.Comment;
import dev.homelab.runner.importer.ComposeProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds and reads the projects at a path: a Compose file, the folder of one, or a folder with a folder for each, as Dockge
 * and Portainer keep them. It reads files, and nothing else.
 */
public final class ComposeReader {

    private static final List<String> NAMES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");

    /** Files of variables that a project has where none is named; the second one is Portainer's. */
    private static final List<String> ENV_FILES = List.of(".env", "stack.env");

    private final ReadOptions options;

    private ComposeReader(ReadOptions options) {
        this.options = options;
    }

    /** Reads all projects at a path. One that cannot be read has a problem, and keeps none of the others from being read. */
    public static List<ReadProject> read(Path path, ReadOptions options) {
        ComposeReader reader = new ComposeReader(options);
        List<Path> files = files(path);
        if (files.isEmpty()) {
            Problem none = new Problem(
                    "no compose file",
                    Where.nowhere(),
                    "%s is no Compose file, and neither it nor a folder in it has one (%s)."
                            .formatted(Quoted.of(path.toString()), String.join(", ", NAMES)),
                    "name a Compose file, or the folder of one.");
            return List.of(new ReadProject(path, Optional.empty(), List.of(none)));
        }
        return files.stream().map(file -> reader.project(file, path)).toList();
    }

    private static List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return Files.exists(path) ? List.of(path) : List.of();
        }
        Optional<Path> own = in(path);
        if (own.isPresent()) {
            return List.of(own.get());
        }
        return folders(path)
                .flatMap(folder -> in(folder).or(() -> newest(folder)).stream())
                .toList();
    }

    /** Portainer keeps earlier versions of a stack in folders beside. */
    private static Optional<Path> newest(Path folder) {
        return folders(folder)
                .filter(version -> version.getFileName().toString().matches("v[0-9]{1,9}"))
                .max((a, b) -> Integer.compare(version(a), version(b)))
                .flatMap(ComposeReader::in);
    }

    private static int version(Path folder) {
        return Integer.parseInt(folder.getFileName().toString().substring(1));
    }

    private static Optional<Path> in(Path folder) {
        return NAMES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    private static Stream<Path> folders(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries
                    .filter(Files::isDirectory)
                    .filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private ReadProject project(Path file, Path named) {
        try {
            return new ReadProject(file, Optional.of(read(file, named)), List.of());
        } catch (UnreadableException e) {
            return new ReadProject(file, Optional.empty(), List.of(e.problem()));
        } catch (StackOverflowError e) {
            Problem tooDeep = new Problem(
                    "compose file not readable",
                    new Where.InFile(file.toString(), 1, 1, ""),
                    "the file is nested too deep.",
                    "split it.");
            return new ReadProject(file, Optional.empty(), List.of(tooDeep));
        }
    }

    private ComposeProject read(Path file, Path named) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().normalize().getParent())
                .orElse(Path.of("/"));
        Path shown = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        ProjectFiles files = new ProjectFiles(options.root().orElseGet(() -> root(named)));
        Path there = options.directory()
                .map(directory -> Files.isDirectory(named) && in(named).isEmpty()
                        ? directory.resolve(named.toAbsolutePath().normalize().relativize(folder))
                        : directory)
                .orElse(folder);
        Map<String, String> variables = variables(files, folder, there);
        List<Path> composeFiles = composeFiles(file, shown, variables);
        ProjectLoader loader = new ProjectLoader(files, new HostPaths(files, folder, there, options.home()));
        Part all = loader.load(composeFiles, shown, variables, Where.nowhere());
        String name = options.name()
                .or(() -> Optional.ofNullable(variables.get("COMPOSE_PROJECT_NAME")))
                .or(() -> all.get("name").map(Part::text))
                .filter(one -> !one.isBlank())
                .orElseGet(() -> projectName(
                        there.getFileName() == null
                                ? "project"
                                : there.getFileName().toString()));
        List<String> notes = new ArrayList<>();
        Part included = profiles(all, variables, notes);
        Surroundings around = new Surroundings(files, loader.interpolations().get(0), variables, notes);
        Part whole = included.change("services", services -> services.each(around::in));
        return project(name, whole, loader, notes);
    }

    private static ComposeProject project(String name, Part all, ProjectLoader loader, List<String> notes) {
        Map<String, Comment> comments = new TreeMap<>();
        Map<String, Where> places = new TreeMap<>();
        ObjectNode tree = all.json("", comments, places) instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode();
        tree.remove(List.of("name", "version"));
        if (!loader.otherComments().isEmpty()) {
            comments.put("/#", new Comment(loader.otherComments(), Optional.empty()));
        }
        Map<String, String> secrets = new TreeMap<>();
        Set<String> missing = new TreeSet<>();
        loader.interpolations().forEach(one -> {
            one.secrets().forEach(secrets::putIfAbsent);
            missing.addAll(one.missing());
        });
        if (!missing.isEmpty()) {
            notes.add(
                    "%s not set, and empty where the project uses %s: add %s to .env beside it, or to a file that --env-file names."
                            .formatted(
                                    missing.size() == 1
                                            ? "Variable " + missing.iterator().next() + " is"
                                            : "Variables " + String.join(", ", missing) + " are",
                                    missing.size() == 1 ? "it" : "them",
                                    missing.size() == 1 ? "it" : "them"));
        }
        return new ComposeProject(name, tree, comments, places, secrets, notes);
    }

    /** The work tree of Git that a path is in, or the folder itself. */
    private static Path root(Path named) {
        Path absolute = named.toAbsolutePath().normalize();
        Path folder = Files.isDirectory(absolute)
                ? absolute
                : Optional.ofNullable(absolute.getParent()).orElse(absolute);
        for (Path at = folder; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"))) {
                return at;
            }
        }
        return folder;
    }

    private Map<String, String> variables(ProjectFiles files, Path folder, Path there) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PWD", there.toString());
        for (Path envFile : options.envFiles()) {
            ProjectFiles asked = new ProjectFiles(
                    Optional.ofNullable(envFile.toAbsolutePath().normalize().getParent())
                            .orElse(envFile));
            variables.putAll(Dotenv.read(asked.read(envFile, Where.nowhere()), variables));
        }
        if (options.envFiles().isEmpty()) {
            ENV_FILES.stream()
                    .map(folder::resolve)
                    .filter(files::isThere)
                    .findFirst()
                    .ifPresent(envFile -> variables.putAll(Dotenv.read(
                            files.read(envFile, new Where.InFile(envFile.toString(), 1, 1, "")), variables)));
        }
        return variables;
    }

    /** A file of a usual name has its override beside it, and {@code COMPOSE_FILE} names others. */
    private static List<Path> composeFiles(Path file, Path shown, Map<String, String> variables) {
        String own = file.getFileName().toString();
        if (!NAMES.contains(own)) {
            return List.of(file);
        }
        String named = variables.getOrDefault("COMPOSE_FILE", "");
        if (!named.isBlank()) {
            return Arrays.stream(named.split(
                            variables
                                            .getOrDefault("COMPOSE_PATH_SEPARATOR", ":")
                                            .equals(";")
                                    ? ";"
                                    : ":",
                            -1))
                    .filter(one -> !one.isBlank())
                    .map(shown::resolve)
                    .toList();
        }
        String stem = own.substring(0, own.lastIndexOf('.'));
        Optional<Path> override = Stream.of(".override.yaml", ".override.yml")
                .map(ending -> shown.resolve(stem + ending))
                .filter(Files::isRegularFile)
                .findFirst();
        return Stream.concat(Stream.of(file), override.stream()).toList();
    }

    private Part profiles(Part all, Map<String, String> variables, List<String> notes) {
        Set<String> active = new HashSet<>(options.profiles());
        Arrays.stream(variables.getOrDefault("COMPOSE_PROFILES", "").split(",", -1))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .forEach(active::add);
        return all.change("services", services -> {
            Map<String, Part> kept = new LinkedHashMap<>();
            services.entries().forEach((name, service) -> {
                List<String> own = (service.isMapping() ? service.get("profiles") : Optional.<Part>empty())
                        .map(Part::all).orElse(List.of()).stream()
                                .map(Part::text)
                                .toList();
                if (own.isEmpty() || active.contains("*") || own.stream().anyMatch(active::contains)) {
                    kept.put(name, service.isMapping() ? service.without("profiles") : service);
                } else {
                    notes.add("\"%s\" is not included, because it only runs in %s: add --profile %s."
                            .formatted(name, String.join(", ", own), own.get(0)));
                }
            });
            return services.entries(kept);
        });
    }

    /** Returns what Compose calls the project of a folder. */
    static String projectName(String folder) {
        StringBuilder name = new StringBuilder();
        for (char letter : folder.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean isPlain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
            if (isPlain || (name.length() > 0 && (letter == '-' || letter == '_'))) {
                name.append(letter);
            }
        }
        return name.toString();
    }
}
