// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.model.container.Build;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Converts what an image is built from. */
final class BuildForm {

    private static final Set<String> KNOWN = Set.of("context", "dockerfile", "target", "args");
    private static final String PATH = "(?!.*\\.\\.)[A-Za-z0-9_.][A-Za-z0-9_./@+-]{0,200}";

    private final Findings findings;
    private final String service;
    private final String container;

    BuildForm(Findings findings, String service, String container) {
        this.findings = findings;
        this.service = service;
        this.container = container;
    }

    /** Returns the value of {@code build}; nothing, having said so, if what matters most of it has no form. */
    Optional<Object> of(JsonNode value, String pointer) {
        JsonNode said = value.isObject() ? value.path("context") : value;
        Optional<String> context = context(Forms.text(said), pointer);
        if (context.isEmpty()) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            return Optional.of(context.get());
        }
        Map<String, Object> build = new LinkedHashMap<>();
        build.put("context", context.get());
        value.fieldNames().forEachRemaining(key -> {
            if (!KNOWN.contains(key) && !key.startsWith("x-")) {
                findings.lost(Pointer.below(pointer, key), KeyTable.reason("services.*.build." + key));
            }
        });
        if (value.has("dockerfile")) {
            path(Forms.text(value.path("dockerfile")), Pointer.below(pointer, "dockerfile"))
                    .ifPresent(path -> build.put("dockerfile", path));
        }
        if (value.has("target")) {
            build.put("target", Forms.text(value.path("target")));
        }
        Map<String, Object> args = args(value.path("args"), Pointer.below(pointer, "args"));
        if (!args.isEmpty()) {
            build.put("args", args);
        }
        return Optional.of(build.size() == 1 ? context.get() : Language.ordered(Build.class, build));
    }

    private Optional<String> context(String text, String pointer) {
        String url = text.startsWith("github.com/") ? "https://" + text : text;
        if (SecretTexts.isMarked(text)) {
            findings.lost(pointer, "It holds a secret, and an image is built from a URL that everyone can read.");
            return Optional.empty();
        }
        if (url.contains("://") || url.startsWith("git@")) {
            if (!url.matches("[^#\\s]+\\.git(#\\S+)?")) {
                findings.lost(
                        pointer,
                        "A definition builds from a folder, or from the URL of a Git repository that ends in .git.");
                return Optional.empty();
            }
            if (!url.contains("#")) {
                findings.note("\"%s\" is built from %s: write the tag or commit behind it, as #v1.2.0."
                        .formatted(container, url));
            }
            return Optional.of(url);
        }
        if (text.isEmpty()) {
            findings.lost(pointer, "It has no folder to build from.");
            return Optional.empty();
        }
        String name = lastName(text).replaceAll("[^A-Za-z0-9_.-]", "-").replaceAll("^[.]+", "");
        String beside = service + "/" + (name.isEmpty() ? container : name);
        findings.note("\"%s\" is built from %s: copy that folder beside the definition, as %s."
                .formatted(container, text, beside));
        return Optional.of(beside);
    }

    private static String lastName(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
    }

    private Optional<String> path(String text, String pointer) {
        String path = text.replaceFirst("^(\\./)+", "");
        if (!path.matches(PATH)) {
            findings.lost(pointer, "The Dockerfile has to be in the folder that is built.");
            return Optional.empty();
        }
        return Optional.of(path);
    }

    private Map<String, Object> args(JsonNode said, String pointer) {
        Map<String, Object> args = new LinkedHashMap<>();
        if (said.isObject()) {
            said.properties()
                    .forEach(entry -> arg(
                            args,
                            entry.getKey(),
                            entry.getValue().isNull() ? Optional.empty() : Optional.of(Forms.text(entry.getValue())),
                            Pointer.below(pointer, entry.getKey())));
        } else {
            for (Forms.Element element : Forms.elements(said, pointer)) {
                String[] parts = element.text().split("=", 2);
                arg(args, parts[0], parts.length < 2 ? Optional.empty() : Optional.of(parts[1]), element.pointer());
            }
        }
        return args;
    }

    private void arg(Map<String, Object> args, String name, Optional<String> value, String pointer) {
        if (value.isEmpty()) {
            findings.lost(pointer, "Its value comes from where the image is built; write it down.");
        } else if (SecretTexts.isMarked(value.get())) {
            findings.lost(pointer, "It holds a secret, and everyone who has the image can read it.");
        } else if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            findings.lost(pointer, "A Dockerfile cannot take a variable of such a name.");
        } else {
            args.put(name, value.get());
        }
    }
}
