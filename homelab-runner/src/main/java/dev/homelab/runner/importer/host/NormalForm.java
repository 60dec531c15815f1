// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives two Compose files that mean the same the same form, where Compose itself keeps several. Pure. */
final class NormalForm {

    private static final Pattern DIGEST = Pattern.compile("@sha256:[0-9a-f]{64}");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?) ?([kmgt]?)i?b?");
    private static final String UNITS = "kmgt";
    private static final int KIB = 1024;

    private final ObjectNode tree;
    private final Map<String, String> networks;
    private final Map<String, String> volumes;

    private NormalForm(ObjectNode tree, String project) {
        this.tree = tree;
        this.networks = names("networks", project);
        this.volumes = names("volumes", project);
    }

    static ObjectNode of(ObjectNode tree, String project) {
        return new NormalForm(tree.deepCopy(), project).normal();
    }

    private ObjectNode normal() {
        ObjectNode normal = JsonNodeFactory.instance.objectNode();
        ObjectNode services = normal.putObject("services");
        tree.path("services").properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode service) {
                withoutOwnName(service, entry.getKey());
                service(service);
                services.set(entry.getKey().toLowerCase(Locale.ROOT), service);
            }
        });
        named(normal.putObject("networks"), tree.path("networks"), networks);
        named(normal.putObject("volumes"), tree.path("volumes"), volumes);
        return normal;
    }

    /** The name that Compose gave it, as an alias of the lower-case one that it has now. */
    private static void withoutOwnName(ObjectNode service, String name) {
        service.path("networks").forEach(membership -> {
            if (membership instanceof ObjectNode settings && settings.path("aliases") instanceof ArrayNode aliases) {
                ArrayNode others = settings.putArray("aliases");
                aliases.forEach(alias -> {
                    if (!alias.asText().equalsIgnoreCase(name)) {
                        others.add(alias);
                    }
                });
                if (others.isEmpty()) {
                    settings.remove("aliases");
                }
            }
        });
        JsonNode networks = service.path("networks");
        if (networks.size() == 1
                && networks.has("default")
                && networks.path("default").isEmpty()) {
            service.remove("networks"); // as of one that says nothing of networks
        }
    }

    /** Returns what each network or volume is called on the host. */
    private Map<String, String> names(String section, String project) {
        Map<String, String> names = new LinkedHashMap<>();
        tree.path(section).properties().forEach(entry -> {
            boolean isExternal = entry.getValue().path("external").asBoolean();
            names.put(
                    entry.getKey(),
                    entry.getValue().path("name").asText(isExternal ? entry.getKey() : project + "_" + entry.getKey()));
        });
        return names;
    }

    /** One that a project makes under a name of its own is there already when it is adopted, as an external one is. */
    private static void named(ObjectNode to, JsonNode all, Map<String, String> names) {
        all.properties().forEach(entry -> {
            ObjectNode one = entry.getValue() instanceof ObjectNode there ? there : to.objectNode();
            one.remove(List.of("name", "external"));
            to.set(names.getOrDefault(entry.getKey(), entry.getKey()), one);
        });
    }

    private void service(ObjectNode service) {
        service.put("image", DIGEST.matcher(service.path("image").asText()).replaceAll(""));
        if (service.path("image").asText().isEmpty()) {
            service.remove("image");
        }
        deploy(service);
        if (!service.has("restart")) {
            service.put("restart", "unless-stopped"); // which homelab adds where a file says nothing
        }
        service.path("ports").forEach(port -> {
            if (port instanceof ObjectNode mapping
                    && mapping.path("host_ip").asText().equals("0.0.0.0")) {
                mapping.remove("host_ip");
            }
        });
        extraHosts(service);
        List.of("cap_add", "cap_drop").forEach(key -> capabilities(service, key));
        List.of("mem_limit", "mem_reservation", "memswap_limit", "shm_size").forEach(key -> {
            if (service.has(key)) {
                service.put(key, bytes(service.path(key).asText()));
            }
        });
        if (service.has("cpus")) {
            service.put(
                    "cpus",
                    new BigDecimal(service.path("cpus").asText("0"))
                            .stripTrailingZeros()
                            .toPlainString());
        }
        renamed(service, "networks", networks);
        service.path("volumes").forEach(mount -> {
            if (mount instanceof ObjectNode one && one.path("type").asText().equals("volume")) {
                String source = one.path("source").asText();
                one.put("source", volumes.getOrDefault(source, source));
            }
        });
        lowered(service, "depends_on");
    }

    /** The limits of {@code deploy} are those of a container, and so is its policy. */
    private static void deploy(ObjectNode service) {
        if (!(service.path("deploy") instanceof ObjectNode deploy)) {
            return;
        }
        JsonNode limits = deploy.path("resources").path("limits");
        move(limits, "memory", service, "mem_limit");
        move(limits, "cpus", service, "cpus");
        move(limits, "pids", service, "pids_limit");
        move(deploy.path("resources").path("reservations"), "memory", service, "mem_reservation");
        JsonNode policy = deploy.path("restart_policy");
        if (!service.has("restart") && policy.has("condition")) {
            String most = policy.path("max_attempts").asText();
            service.put(
                    "restart",
                    switch (policy.path("condition").asText()) {
                        case "none" -> "no";
                        case "on-failure" -> "on-failure" + (most.isEmpty() ? "" : ":" + most);
                        default -> "always";
                    });
        }
        deploy.remove("restart_policy");
        pruned(deploy);
        if (deploy.isEmpty()) {
            service.remove("deploy");
        }
    }

    private static void move(JsonNode from, String key, ObjectNode to, String name) {
        if (from instanceof ObjectNode there && there.has(key)) {
            to.set(name, there.remove(key));
        }
    }

    private static boolean pruned(ObjectNode node) {
        List<String> empty = node.properties().stream()
                .filter(entry -> entry.getValue() instanceof ObjectNode below && pruned(below))
                .map(Map.Entry::getKey)
                .toList();
        node.remove(empty);
        return node.isEmpty();
    }

    private static void extraHosts(ObjectNode service) {
        ObjectNode hosts = service.objectNode();
        JsonNode written = service.path("extra_hosts");
        written.properties().forEach(entry -> hosts.set(entry.getKey(), entry.getValue()));
        if (written.isArray()) {
            written.forEach(one -> {
                String[] parts = one.asText().split("[=:]", 2);
                hosts.put(parts[0], parts.length > 1 ? parts[1] : "");
            });
        }
        if (!hosts.isEmpty()) {
            service.set("extra_hosts", hosts);
        }
    }

    private static void capabilities(ObjectNode service, String key) {
        if (service.path(key) instanceof ArrayNode list) {
            ArrayNode plain = service.arrayNode();
            list.valueStream()
                    .map(one -> one.asText().toUpperCase(Locale.ROOT).replaceFirst("^CAP_", ""))
                    .sorted()
                    .forEach(plain::add);
            service.set(key, plain);
        }
    }

    private static void renamed(ObjectNode service, String key, Map<String, String> names) {
        if (service.path(key) instanceof ObjectNode there) {
            ObjectNode renamed = service.objectNode();
            there.properties()
                    .forEach(entry -> renamed.set(
                            names.getOrDefault(entry.getKey(), entry.getKey()), settings(entry.getValue())));
            service.set(key, renamed);
        }
    }

    private static JsonNode settings(JsonNode membership) {
        ObjectNode settings = membership instanceof ObjectNode there ? there : JsonNodeFactory.instance.objectNode();
        return settings.put("joined", true);
    }

    private static void lowered(ObjectNode service, String key) {
        if (service.path(key) instanceof ObjectNode there) {
            ObjectNode lowered = service.objectNode();
            there.properties().forEach(entry -> lowered.set(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()));
            service.set(key, lowered);
        }
    }

    private static String bytes(String text) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            return text;
        }
        BigDecimal number = new BigDecimal(size.group(1));
        int power = Optional.of(size.group(2))
                        .filter(unit -> !unit.isEmpty())
                        .map(UNITS::indexOf)
                        .orElse(-1)
                + 1;
        return number.multiply(BigDecimal.valueOf(KIB).pow(power))
                .stripTrailingZeros()
                .toPlainString();
    }
}
