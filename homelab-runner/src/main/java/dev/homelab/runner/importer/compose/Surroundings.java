// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.compose;

import dev.homelab.problem.Where;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts into a service what other files say of its variables and labels. */
final class Surroundings {

    private final ProjectFiles files;
    private final Interpolation interpolation;
    private final Map<String, String> variables;
    private final List<String> notes;

    Surroundings(ProjectFiles files, Interpolation interpolation, Map<String, String> variables, List<String> notes) {
        this.files = files;
        this.interpolation = interpolation;
        this.variables = variables;
        this.notes = notes;
    }

    Part in(Part service) {
        return service.isMapping() ? labels(environment(service)) : service;
    }

    private Part environment(Part service) {
        List<Part> named = service.get("env_file").map(Part::all).orElse(List.of());
        Optional<Part> own = service.get("environment");
        if (named.isEmpty() && own.isEmpty()) {
            return service;
        }
        Map<String, Part> all = new LinkedHashMap<>();
        for (Part file : named) {
            boolean isRaw = file.get("format").map(Part::text).orElse("").equals("raw");
            read(file, all, isRaw);
        }
        own.map(part -> Merging.pairs(part, '='))
                .ifPresent(part -> part.entries().forEach((key, value) -> {
                    Optional<String> passed = value.isNull() ? interpolation.passed(key) : Optional.empty();
                    all.put(key, passed.map(text -> value.withText(text)).orElse(value));
                }));
        Part base = own.orElse(Part.mapping(Map.of(), service.where()));
        return service.without("env_file").put("environment", base.entries(all));
    }

    private Part labels(Part service) {
        List<Part> named = service.get("label_file").map(Part::all).orElse(List.of());
        if (named.isEmpty()) {
            return service;
        }
        Map<String, Part> all = new LinkedHashMap<>();
        named.forEach(file -> read(file, all, true));
        Part base = service.get("labels").orElse(Part.mapping(Map.of(), service.where()));
        all.putAll(Merging.pairs(base, '=').entries());
        return service.without("label_file").put("labels", base.entries(all));
    }

    private void read(Part file, Map<String, Part> all, boolean isRaw) {
        Part path = file.get("path").orElse(file);
        Path local = Path.of(path.text());
        boolean isRequired = file.get("required").map(Part::text).orElse("true").equals("true");
        if (!isRequired && !files.isThere(local)) {
            notes.add("The file of variables \"%s\" is not there, and need not be.".formatted(local.getFileName()));
            return;
        }
        String text = files.read(local, path.where());
        Where where = new Where.InFile(local.toString(), 1, 1, "");
        (isRaw ? Dotenv.readRaw(text) : Dotenv.read(text, variables))
                .forEach((key, value) -> all.put(key, Part.text(value, where)));
    }
}
