// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homelab.model.Service;
import dev.homelab.model.container.Container;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The networks of a project: which are its own, and which it shares with others. */
final class ProjectNetworks {

    private static final String DEFAULT = "default";
    private static final String SECTION = "networks";
    private static final boolean HAS_OWN = Language.has(Service.class, SECTION);
    private static final boolean CAN_LEAVE = Language.has(Container.class, "projectNetwork");
    private static final Set<String> OF_DOCKER = Set.of("bridge", "host", "none");

    private final Findings findings;
    private final JsonNode networks;
    private final Set<String> used = new TreeSet<>();

    ProjectNetworks(Findings findings) {
        this.findings = findings;
        this.networks = findings.project().tree().path(SECTION);
    }

    /**
     * What a container says of its networks.
     *
     * @param networks what {@code networks} says; nothing if it is in that of the project alone
     * @param leavesProject whether it is not in that of the project
     */
    record Joined(Optional<Object> networks, boolean leavesProject) {}

    /** Returns what a container joins. */
    Joined joined(JsonNode service, String at) {
        List<Forms.Pair> names = service.has(SECTION) && !service.path(SECTION).isNull()
                ? names(service.path(SECTION), Pointer.below(at, SECTION))
                : List.of(new Forms.Pair(DEFAULT, Optional.empty(), Pointer.below(at, SECTION)));
        Map<String, Object> joined = new LinkedHashMap<>();
        boolean isInProject = false;
        for (Forms.Pair name : names) {
            JsonNode settings = service.path(SECTION).isObject()
                    ? service.path(SECTION).path(name.key())
                    : MissingNode.getInstance();
            used.add(name.key());
            Optional<String> shared = shared(name.key());
            Map<String, Object> said = settings(settings, name.pointer());
            if (shared.isPresent()) {
                joined.put(shared.get(), said);
            } else if (name.key().equals(DEFAULT)) {
                isInProject = true;
                ofDefault(said, name.pointer(), joined);
            } else if (HAS_OWN) {
                joined.put(name.key(), said);
            } else {
                findings.lost(name.pointer(), "A network of the project beside its default one has no key yet.");
            }
        }
        boolean leaves = !isInProject && !joined.isEmpty();
        if (leaves && !CAN_LEAVE) {
            findings.lost(
                    Pointer.below(at, SECTION),
                    "The container is in the network of the project as well, because a definition cannot leave it yet.");
        }
        return new Joined(written(joined, at), leaves && CAN_LEAVE);
    }

    /** Returns what {@code networks} of the service says. */
    Map<String, Object> own() {
        Map<String, Object> own = new LinkedHashMap<>();
        for (String name : used) {
            JsonNode network = networks.path(name);
            String at = Pointer.of(SECTION, name);
            if (shared(name).isPresent()) {
                describe(name, network, at);
                continue;
            }
            Map<String, Object> settings = record(network, at);
            if (HAS_OWN && (!name.equals(DEFAULT) || !settings.isEmpty())) {
                own.put(name, settings);
                findings.from(at, at);
            } else if (!settings.isEmpty()) {
                findings.lost(at, "The settings of a network of the project have no key yet.");
            }
        }
        networks.fieldNames().forEachRemaining(name -> {
            if (!used.contains(name)) {
                findings.note("Network \"%s\" is used by no container.".formatted(name));
            }
        });
        return own;
    }

    /** A shared network that the project makes itself is described by the inventory. */
    private void describe(String name, JsonNode network, String at) {
        Map<String, Object> settings = isExternal(network) ? Map.of() : record(network, at);
        if (!settings.isEmpty()) {
            findings.lost(
                    at,
                    "A network with a name of its own is shared; add it to \"networks\" of the inventory: %s: %s."
                            .formatted(shared(name).orElse(name), settings));
        }
    }

    /** Returns what a network is called on the host, if it is not one of the project. */
    private Optional<String> shared(String name) {
        JsonNode network = networks.path(name);
        if (isExternal(network)) {
            return Optional.of(network.path("name")
                    .asText(network.path("external").path("name").asText(name)));
        }
        return Optional.of(network.path("name").asText()).filter(own -> !own.isEmpty());
    }

    private static boolean isExternal(JsonNode network) {
        JsonNode external = network.path("external");
        return external.isObject() || (!external.isMissingNode() && Forms.isTrue(external));
    }

    private void ofDefault(Map<String, Object> settings, String pointer, Map<String, Object> joined) {
        if (settings.isEmpty()) {
            return;
        }
        if (HAS_OWN) {
            joined.put(DEFAULT, settings);
        } else {
            findings.lost(pointer, "Aliases and addresses in the network of the project have no key yet.");
        }
    }

    private Map<String, Object> settings(JsonNode node, String pointer) {
        Map<String, Object> settings = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            String at = Pointer.below(pointer, entry.getKey());
            switch (entry.getKey()) {
                case "aliases" -> settings.put("aliases", Forms.texts(entry.getValue()));
                case "ipv4_address" -> settings.put("address", Forms.text(entry.getValue()));
                case "ipv6_address" -> settings.put("addressV6", Forms.text(entry.getValue()));
                default -> findings.lost(at, KeyTable.reason("services.*.networks.*." + entry.getKey()));
            }
        });
        return settings;
    }

    private Optional<Object> written(Map<String, Object> joined, String at) {
        if (joined.isEmpty()) {
            return Optional.empty();
        }
        joined.keySet().stream()
                .filter(OF_DOCKER::contains)
                .forEach(name -> findings.lost(
                        Pointer.below(at, SECTION),
                        "The engine's own network \"%s\" cannot be shared.".formatted(name)));
        joined.keySet().removeAll(OF_DOCKER);
        boolean isPlain = joined.values().stream().allMatch(Map.of()::equals);
        if (isPlain || CAN_LEAVE) {
            return Optional.of(isPlain ? new ArrayList<>(joined.keySet()) : joined);
        }
        findings.lost(Pointer.below(at, SECTION), "Aliases and addresses in a shared network have no key yet.");
        return Optional.of(new ArrayList<>(joined.keySet()));
    }

    private Map<String, Object> record(JsonNode network, String at) {
        Map<String, Object> record = new LinkedHashMap<>();
        network.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            switch (entry.getKey()) {
                case "driver" -> {
                    if (!Forms.text(value).equals("bridge")) {
                        record.put("driver", Forms.text(value));
                    }
                }
                case "driver_opts" -> options(value, record);
                case "internal", "enable_ipv6" -> {
                    if (Forms.isTrue(value)) {
                        record.put(entry.getKey().equals("internal") ? "internal" : "ipv6", true);
                    }
                }
                case "ipam" -> ipam(value, Pointer.below(at, "ipam"), record);
                case "external", "name" -> {}
                default ->
                    findings.lost(Pointer.below(at, entry.getKey()), KeyTable.reason("networks.*." + entry.getKey()));
            }
        });
        return record;
    }

    private static void options(JsonNode value, Map<String, Object> record) {
        Map<String, Object> options = new LinkedHashMap<>();
        value.properties().forEach(option -> options.put(option.getKey(), Forms.text(option.getValue())));
        Optional.ofNullable(options.remove("parent")).ifPresent(parent -> record.put("parent", parent));
        if (!options.isEmpty()) {
            record.put("options", options);
        }
    }

    private void ipam(JsonNode ipam, String at, Map<String, Object> record) {
        ipam.fieldNames().forEachRemaining(key -> {
            boolean isUsual = key.equals("driver") && ipam.path(key).asText().equals("default");
            if (!key.equals("config") && !isUsual) {
                findings.lost(Pointer.below(at, key), KeyTable.reason("networks.*.ipam." + key));
            }
        });
        for (int i = 0; i < ipam.path("config").size(); i++) {
            JsonNode config = ipam.path("config").get(i);
            String place = Pointer.below(Pointer.below(at, "config"), i);
            if (i > 0) {
                findings.lost(place, "A network of a definition has one subnet.");
                continue;
            }
            config.properties().forEach(entry -> {
                String key = entry.getKey().equals("ip_range") ? "ipRange" : entry.getKey();
                if (List.of("subnet", "gateway", "ipRange").contains(key)) {
                    record.put(key, Forms.text(entry.getValue()));
                } else {
                    findings.lost(
                            Pointer.below(place, entry.getKey()), KeyTable.reason("networks.*.ipam.config." + key));
                }
            });
        }
    }

    private static List<Forms.Pair> names(JsonNode node, String pointer) {
        return Forms.pairs(node, pointer, '\0');
    }
}
