// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.model.container.Container;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code secrets} and {@code configs} of Compose, which are files in a container. */
final class MountedTexts {

    private static final boolean HAS_SECRET_FILES = Language.has(Container.class, "secretFiles");

    private final ProjectParts parts;
    private final Findings findings;
    private final String container;
    private final Map<String, Object> out;

    MountedTexts(ProjectParts parts, String container, Map<String, Object> out) {
        this.parts = parts;
        this.findings = parts.findings();
        this.container = container;
        this.out = out;
    }

    void read(JsonNode service, String at) {
        for (Forms.Element element : Forms.elements(service.path("secrets"), Pointer.below(at, "secrets"))) {
            mount("secrets", element, "/run/secrets/");
        }
        for (Forms.Element element : Forms.elements(service.path("configs"), Pointer.below(at, "configs"))) {
            mount("configs", element, "/");
        }
    }

    private void mount(String section, Forms.Element element, String folder) {
        JsonNode use = element.value();
        String name = use.isObject() ? use.path("source").asText() : element.text();
        String target = use.path("target").asText(name);
        String path = target.startsWith("/") ? target : folder + target;
        JsonNode said = findings.project().tree().path(section).path(name);
        String at = Pointer.of(section, name);
        lost(use, element.pointer(), Set.of("source", "target"), "services.*." + section + "[].");
        lost(said, at, Set.of("file", "content", "environment", "external"), section + ".*.");
        if (section.equals("secrets")) {
            secret(name, said, path, at);
        } else {
            config(name, said, path, at);
        }
    }

    private void lost(JsonNode node, String pointer, Set<String> known, String keys) {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key) && !key.startsWith("x-")) {
                findings.lost(Pointer.below(pointer, key), KeyTable.reason(keys + key));
            }
        });
    }

    private void secret(String name, JsonNode said, String path, String at) {
        String file = said.path("file").asText();
        String text = said.path("content").asText();
        if (HAS_SECRET_FILES && (!text.isEmpty() || said.has("environment"))) {
            String variable = said.path("environment").asText(name);
            String value = text.isEmpty() ? findings.project().secrets().getOrDefault(variable, "") : text;
            entries("secretFiles").put(path, "env:" + parts.secrets().move(container, variable, value, at));
        } else if (!file.isEmpty()) {
            volumes().add(file + ":" + path + ":ro");
        } else {
            findings.lost(at, "A secret that is neither a file nor a variable has no form in a definition.");
        }
    }

    private void config(String name, JsonNode said, String path, String at) {
        String content = said.path("content").asText();
        String file = said.path("file").asText();
        if (SecretTexts.isMarked(content)) {
            findings.lost(
                    at,
                    "It holds a secret (%s), and files beside a definition are kept in Git."
                            .formatted(SecretTexts.shown(content)));
        } else if (said.has("content")) {
            String source = file.isEmpty() ? name : file.substring(file.lastIndexOf('/') + 1);
            String beside = parts.service() + "/"
                    + source.replaceAll("[^A-Za-z0-9_.-]", "-").replaceAll("^[.]+", "");
            findings.file(beside, content);
            entries("files").put(beside, path);
        } else if (!file.isEmpty()) {
            volumes().add(file + ":" + path + ":ro");
        } else {
            findings.lost(at, "A config that has neither a file nor a content has no form in a definition.");
        }
    }

    private Map<String, Object> entries(String key) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (out.get(key) instanceof Map<?, ?> there) {
            there.forEach((one, value) -> entries.put(one.toString(), value));
        }
        out.put(key, entries);
        return entries;
    }

    private List<Object> volumes() {
        List<Object> volumes = new ArrayList<>();
        if (out.get("volumes") instanceof List<?> there) {
            volumes.addAll(there);
        }
        out.put("volumes", volumes);
        return volumes;
    }
}
