// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.compose;

import dev.homelab.problem.Problem;
import dev.homelab.problem.Where;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the files of one project to one tree: overrides, {@code include} and {@code extends} worked in. */
final class ProjectLoader {

    private static final int DEEPEST = 20;

    private final ProjectFiles files;
    private final HostPaths paths;
    private final List<Interpolation> interpolations = new ArrayList<>();
    private final List<String> otherComments = new ArrayList<>();

    ProjectLoader(ProjectFiles files, HostPaths paths) {
        this.files = files;
        this.paths = paths;
    }

    /** Returns what replaced the variables, of the project first and then of what it includes. */
    List<Interpolation> interpolations() {
        return interpolations;
    }

    /** Returns the comments that are beside no key. */
    List<String> otherComments() {
        return otherComments;
    }

    /**
     * Returns what files say, the later one on the earlier.
     *
     * @param folder that relative paths are from
     */
    Part load(List<Path> composeFiles, Path folder, Map<String, String> variables, Where where) {
        return load(composeFiles, folder, variables, where, List.of());
    }

    private Part load(
            List<Path> composeFiles, Path folder, Map<String, String> variables, Where where, List<String> chain) {
        Interpolation interpolation = new Interpolation(variables);
        interpolations.add(interpolation);
        Part all = Part.mapping(Map.of(), where);
        for (Path file : composeFiles) {
            List<String> further =
                    further(chain, file.toAbsolutePath().normalize().toString(), where);
            Part part = file(file, folder, interpolation, where);
            Part services = part.get("services").orElse(Part.mapping(Map.of(), part.where()));
            Map<String, Part> extended = new LinkedHashMap<>();
            services.entries()
                    .forEach((name, service) -> extended.put(
                            name, extended(service, services, name, file, folder, interpolation, List.of())));
            Part own = extended.isEmpty() ? part : part.put("services", services.entries(extended));
            for (Part include : own.get("include").map(Part::all).orElse(List.of())) {
                all = Merging.merge(all, included(include, folder, variables, further));
            }
            all = Merging.merge(all, own.without("include"));
        }
        return all;
    }

    /** Returns one file with its variables replaced and its paths from the root on. */
    private Part file(Path file, Path folder, Interpolation interpolation, Where where) {
        Part part = YamlText.read(files.read(file, where), file.toString(), otherComments::addAll);
        if (!part.isMapping()) {
            throw problem("no compose file", part.where(), "the file is no mapping.", "name a Compose file.");
        }
        part.get("services").filter(services -> !services.isMapping()).ifPresent(services -> {
            throw problem("no compose file", services.where(), "\"services\" is no mapping.", "name a Compose file.");
        });
        return paths.in(interpolation.in(part), folder);
    }

    private Part included(Part include, Path folder, Map<String, String> variables, List<String> chain) {
        List<Part> named =
                include.isMapping() ? include.get("path").map(Part::all).orElse(List.of()) : List.of(include);
        List<Path> composeFiles = named.stream()
                .map(part -> folder.resolve(part.text()).normalize())
                .toList();
        if (composeFiles.isEmpty()) {
            throw problem(
                    "compose file not readable", include.where(), "\"include\" names no file.", "write its path.");
        }
        Path beside = Optional.ofNullable(composeFiles.get(0).getParent()).orElse(folder);
        Path directory = include.get("project_directory")
                .map(part -> folder.resolve(part.text()).normalize())
                .orElse(beside);
        Map<String, String> known = new LinkedHashMap<>();
        List<Part> envFiles = include.get("env_file").map(Part::all).orElse(List.of());
        for (Part envFile : envFiles) {
            known.putAll(
                    Dotenv.read(files.read(folder.resolve(envFile.text()).normalize(), envFile.where()), variables));
        }
        if (envFiles.isEmpty()) {
            files.readIfThere(directory.resolve(".env")).ifPresent(text -> known.putAll(Dotenv.read(text, variables)));
        }
        known.putAll(variables);
        return load(composeFiles, directory, known, include.where(), chain).without("name");
    }

    /** Returns a service on the one that it extends. */
    private Part extended(
            Part service,
            Part services,
            String name,
            Path file,
            Path folder,
            Interpolation interpolation,
            List<String> chain) {
        Optional<Part> base = service.get("extends");
        if (base.isEmpty() || !service.isMapping()) {
            return service;
        }
        Part asked = base.get();
        List<String> further = further(chain, file + "#" + name, asked.where());
        String other = asked.isMapping() ? asked.get("service").map(Part::text).orElse("") : asked.text();
        Optional<Path> otherFile =
                asked.get("file").map(part -> folder.resolve(part.text()).normalize());
        Path from = otherFile.orElse(file);
        Path fromFolder = otherFile
                .map(one -> Optional.ofNullable(one.getParent()).orElse(folder))
                .orElse(folder);
        Part all = otherFile.isPresent()
                ? file(from, fromFolder, interpolation, asked.where())
                        .get("services")
                        .orElse(Part.mapping(Map.of(), asked.where()))
                : services;
        Part found = all.get(other)
                .orElseThrow(() -> problem(
                        "service not known",
                        asked.where(),
                        "\"%s\" extends \"%s\", which is not in %s.".formatted(name, other, from),
                        "write the name of a service that is there."));
        Part whole = extended(found, all, other, from, fromFolder, interpolation, further);
        return Merging.merge(whole, service.without("extends"));
    }

    private static List<String> further(List<String> chain, String step, Where where) {
        if (chain.contains(step)) {
            throw problem(
                    "compose file not readable",
                    where,
                    "\"%s\" leads back to itself: %s.".formatted(step, String.join(", ", chain)),
                    "remove one of \"include\" or \"extends\".");
        }
        if (chain.size() > DEEPEST) {
            throw problem(
                    "compose file not readable",
                    where,
                    "this leads through more than %d files.".formatted(DEEPEST),
                    "write it shorter.");
        }
        List<String> further = new ArrayList<>(chain);
        further.add(step);
        return further;
    }

    private static UnreadableException problem(String summary, Where where, String detail, String fix) {
        return new UnreadableException(new Problem(summary, where, detail, fix));
    }
}
