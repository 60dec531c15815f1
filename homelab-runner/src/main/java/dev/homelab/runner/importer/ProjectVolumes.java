// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.model.container.Volume;
import dev.homelab.model.value.VolumeMount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The volumes of a project, and what its containers mount. */
final class ProjectVolumes {

    private static final String SECTION = "volumes";

    /** What Docker does not look at on Linux, or does anyway. */
    private static final Set<String> IDLE = Set.of("rw", "cached", "delegated", "consistent");

    private final Findings findings;
    private final JsonNode volumes;
    private final Set<String> used = new TreeSet<>();

    ProjectVolumes(Findings findings) {
        this.findings = findings;
        this.volumes = findings.project().tree().path(SECTION);
    }

    /**
     * What a container mounts.
     *
     * @param volumes as a definition writes them
     * @param tmpfs folders in memory
     */
    record Mounted(List<Object> volumes, List<Object> tmpfs) {}

    /** Returns what a container mounts. */
    Mounted mounted(JsonNode list, String pointer, String definition) {
        Mounted mounted = new Mounted(new ArrayList<>(), new ArrayList<>());
        for (Forms.Element element : Forms.elements(list, pointer)) {
            Optional<String> text = element.value().isObject() ? ofLong(element, mounted) : Optional.of(element.text());
            text.flatMap(mount -> checked(ofShort(mount), element)).ifPresent(mount -> {
                findings.from(Pointer.below(definition, mounted.volumes().size()), element.pointer());
                mounted.volumes().add(mount);
            });
        }
        return mounted;
    }

    /** Returns what {@code volumes} of the service says. */
    Map<String, Object> described() {
        Map<String, Object> described = new LinkedHashMap<>();
        for (String name : used) {
            JsonNode volume = volumes.path(name);
            String at = Pointer.of(SECTION, name);
            Map<String, Object> record = record(name, volume, at);
            if (!record.isEmpty()) {
                described.put(ours(name), Language.ordered(Volume.class, record));
                findings.from(Pointer.of(SECTION, ours(name)), at);
            }
        }
        volumes.fieldNames().forEachRemaining(name -> {
            if (!used.contains(name)) {
                findings.note("Volume \"%s\" is mounted by no container.".formatted(name));
            }
        });
        return described;
    }

    private Map<String, Object> record(String name, JsonNode volume, String at) {
        Map<String, Object> record = new LinkedHashMap<>();
        if (!ours(name).equals(name)) {
            record.put("name", findings.project().name() + "_" + name);
        }
        volume.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            switch (entry.getKey()) {
                case "name" -> record.put("name", Forms.text(value));
                case "external" -> {
                    if (value.isObject() || Forms.isTrue(value)) {
                        record.put("external", true);
                        record.putIfAbsent(
                                "name",
                                value.path("name").asText(volume.path("name").asText(name)));
                    }
                }
                case "driver" -> {
                    if (!Forms.text(value).equals("local")) {
                        record.put("driver", Forms.text(value));
                    }
                }
                case "driver_opts" -> {
                    Map<String, Object> options = new LinkedHashMap<>();
                    value.properties().forEach(option -> options.put(option.getKey(), Forms.text(option.getValue())));
                    put("options", options, record);
                }
                case "labels" -> {
                    Map<String, Object> labels = new LinkedHashMap<>();
                    Forms.pairs(value, at, '=')
                            .forEach(label ->
                                    labels.put(label.key(), label.value().orElse("")));
                    put("labels", labels, record);
                }
                default ->
                    findings.lost(Pointer.below(at, entry.getKey()), KeyTable.reason("volumes.*." + entry.getKey()));
            }
        });
        return record;
    }

    private static void put(String key, Map<String, Object> values, Map<String, Object> record) {
        if (!values.isEmpty()) {
            record.put(key, values);
        }
    }

    private Optional<String> ofLong(Forms.Element element, Mounted mounted) {
        JsonNode mount = element.value();
        String target = mount.path("target").asText();
        String type = mount.path("type").asText();
        if (type.equals("tmpfs")) {
            mounted.tmpfs().add(tmpfs(mount, target));
            return Optional.empty();
        }
        if (!type.equals("bind") && !type.equals("volume")) {
            findings.lost(element.pointer(), "A mount of type \"%s\" has no form in a definition.".formatted(type));
            return Optional.empty();
        }
        List<String> options = new ArrayList<>();
        mount.properties().forEach(entry -> {
            String at = Pointer.below(element.pointer(), entry.getKey());
            JsonNode value = entry.getValue();
            switch (entry.getKey()) {
                case "type", "source", "target" -> {}
                case "read_only" -> {
                    if (Forms.isTrue(value)) {
                        options.add("ro");
                    }
                }
                case "bind", "volume", "tmpfs" -> ofKind(value, at, options);
                default -> findings.lost(at, KeyTable.reason("services.*.volumes[]." + entry.getKey()));
            }
        });
        String source = mount.path("source").asText();
        String from = source.isEmpty() ? target : source + ":" + target;
        return Optional.of(options.isEmpty() ? from : from + ":" + String.join(",", options));
    }

    private void ofKind(JsonNode node, String at, List<String> options) {
        node.properties().forEach(entry -> {
            String value = Forms.text(entry.getValue());
            switch (entry.getKey()) {
                case "propagation", "selinux" -> options.add(value);
                case "nocopy" -> {
                    if (Forms.isTrue(entry.getValue())) {
                        options.add("nocopy");
                    }
                }
                case "subpath" -> options.add("subpath=" + value);
                case "create_host_path" -> {
                    if (!Forms.isTrue(entry.getValue())) {
                        findings.note(
                                "%s: Docker creates a missing folder of the host; \"validate\" and \"plan\" warn of it."
                                        .formatted(Pointer.shown(at)));
                    }
                }
                default ->
                    findings.lost(
                            Pointer.below(at, entry.getKey()),
                            KeyTable.reason("services.*.volumes[]." + entry.getKey()));
            }
        });
    }

    private static String tmpfs(JsonNode mount, String target) {
        List<String> options = new ArrayList<>();
        JsonNode settings = mount.path("tmpfs");
        if (settings.has("size")) {
            options.add("size=" + Forms.text(settings.path("size")));
        }
        if (settings.has("mode")) {
            options.add("mode=" + Integer.toOctalString(settings.path("mode").asInt()));
        }
        if (Forms.isTrue(mount.path("read_only"))) {
            options.add("ro");
        }
        return options.isEmpty() ? target : target + ":" + String.join(",", options);
    }

    /** Removes what says nothing, and writes volumes as definitions call them. */
    private String ofShort(String text) {
        List<String> parts = new ArrayList<>(List.of(text.split(":", -1)));
        if (parts.size() == 1) {
            return text;
        }
        String source = parts.get(0);
        if (!source.startsWith("/")) {
            used.add(source);
            parts.set(0, ours(source));
        }
        if (parts.size() > 2) {
            List<String> options = new ArrayList<>(List.of(parts.remove(2).split(",", -1)));
            options.removeIf(IDLE::contains);
            if (!options.isEmpty()) {
                parts.add(String.join(",", options));
            }
        }
        return String.join(":", parts);
    }

    private Optional<String> checked(String mount, Forms.Element element) {
        if (VolumeMount.of(mount).isWellFormed()) {
            return Optional.of(mount);
        }
        findings.lost(element.pointer(), "A definition has no form for the mount \"%s\".".formatted(mount));
        return Optional.empty();
    }

    /** Returns what a definition calls a volume. */
    private static String ours(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.matches("[a-z0-9].*") ? lower : "v" + lower;
    }
}
