// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homelab.model.container.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The networks of a project: which are its own, and which it shares with others. */
final class ProjectNetworks {

    private static final String DEFAULT = "default";
    private static final String SECTION = "networks";
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

    /**
     * Returns what a container joins.
     *
     * @param aliases names that it has beside those that the project says
     */
    Joined joined(JsonNode service, String at, List<String> aliases) {
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
            Map<String, Object> said = settings(settings, name.pointer(), aliases);
            boolean isDefault = shared.isEmpty() && name.key().equals(DEFAULT);
            isInProject |= isDefault;
            if (!isDefault || !said.isEmpty()) {
                joined.put(shared.orElse(name.key()), said);
            }
        }
        return new Joined(written(joined, at), !isInProject && !joined.isEmpty());
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
            if (!name.equals(DEFAULT) || !settings.isEmpty()) {
                own.put(name, settings);
                findings.from(at, at);
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

    private Map<String, Object> settings(JsonNode node, String pointer, List<String> aliases) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (!aliases.isEmpty()) {
            settings.put("aliases", aliases);
        }
        node.properties().forEach(entry -> {
            String at = Pointer.below(pointer, entry.getKey());
            switch (entry.getKey()) {
                case "aliases" ->
                    settings.put(
                            "aliases",
                            Stream.concat(aliases.stream(), Forms.texts(entry.getValue()).stream())
                                    .toList());
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
        return Optional.of(isPlain ? new ArrayList<>(joined.keySet()) : joined);
    }

    private Map<String, Object> record(JsonNode network, String at) {
        Map<String, Object> record = new LinkedHashMap<>();
        String driver = network.path("driver").asText("bridge");
        if (!List.of("bridge", "macvlan", "ipvlan").contains(driver)) {
            findings.lost(Pointer.below(at, "driver"), "A network has the driver bridge, macvlan or ipvlan.");
        }
        network.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            switch (entry.getKey()) {
                case "driver" -> {
                    if (driver.endsWith("vlan")) {
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
        if (record.containsKey("subnetV6")) {
            record.remove("ipv6");
        }
        return Language.ordered(Network.class, record);
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
        for (Forms.Element config : Forms.elements(ipam.path("config"), Pointer.below(at, "config"))) {
            String ending = config.value().path("subnet").asText().contains(":") ? "V6" : "";
            config.value().properties().forEach(entry -> {
                String key = entry.getKey().equals("ip_range") ? "ipRange" : entry.getKey() + ending;
                boolean isFree = !record.containsKey(key);
                if (isFree && Language.has(Network.class, key)) {
                    record.put(key, Forms.text(entry.getValue()));
                } else {
                    findings.lost(
                            Pointer.below(config.pointer(), entry.getKey()),
                            isFree
                                    ? KeyTable.reason("networks.*.ipam.config[]." + entry.getKey())
                                    : "A network of a definition has one range of addresses of each family.");
                }
            });
        }
    }

    private static List<Forms.Pair> names(JsonNode node, String pointer) {
        return Forms.pairs(node, pointer, '\0');
    }
}
