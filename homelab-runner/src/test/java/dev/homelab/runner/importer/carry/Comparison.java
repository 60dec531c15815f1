// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.carry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * Two configurations as Compose prints them, without what is known to differ and means the same. Each known difference is
 * one method here, and nothing else is taken for equal.
 */
final class Comparison {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Comparison() {}

    /** Returns where they differ, by paths such as {@code services.app.ports}. */
    static List<String> differences(JsonNode original, JsonNode ours) {
        List<String> found = new ArrayList<>();
        compare("", normal(original), normal(ours), found);
        return found;
    }

    private static JsonNode normal(JsonNode config) {
        ObjectNode all = config.deepCopy();
        Map<String, String> networks = names(all.path("networks"));
        Map<String, String> volumes = names(all.path("volumes"));
        all.path("services").forEach(service -> {
            ObjectNode one = (ObjectNode) service;
            ourLabels(one);
            restartOfHomelab(one);
            limitsAreWrittenInOnePlace(one);
            processorsAreWrittenInOnePlace(one);
            restartIsWrittenInOnePlace(one);
            secretsAndConfigsAreFiles(one);
            deploymentOfOneIsUsual(one);
            capabilitiesInCapitals(one);
            noHealthCheck(one);
            mounts(one, volumes);
            ports(one);
            networksByTheirNames(one, networks);
            emptyIsAbsent(one);
        });
        containersInSmallLetters(all);
        all.remove(List.of("secrets", "configs"));
        all.set("networks", byName(all.path("networks"), networks));
        all.set("volumes", byName(all.path("volumes"), volumes));
        sharedNetworksExistBefore(all);
        all.properties().removeIf(entry -> entry.getKey().startsWith("x-"));
        return all;
    }

    /** homelab marks what it owns. */
    private static void ourLabels(ObjectNode service) {
        if (service.path("labels") instanceof ObjectNode labels) {
            labels.properties().removeIf(label -> label.getKey().startsWith("dev.homelab."));
        }
    }

    /** A container is started again unless a person stopped it, where a definition says nothing. */
    private static void restartOfHomelab(ObjectNode service) {
        String restart = service.path("restart").asText();
        if (restart.equals("unless-stopped") || restart.equals("no")) {
            service.remove("restart");
        }
    }

    /** {@code deploy.resources.limits} and {@code mem_limit}, {@code cpus} are the same to an engine. */
    private static void limitsAreWrittenInOnePlace(ObjectNode service) {
        if (service.path("deploy").path("resources").path("limits") instanceof ObjectNode limits) {
            if (limits.has("memory")) {
                service.set("mem_limit", limits.remove("memory"));
            }
            if (limits.has("cpus")) {
                service.put("cpus", limits.remove("cpus").asDouble());
            }
        }
        if (service.has("cpus")) {
            service.put("cpus", service.path("cpus").asDouble());
        }
    }

    /** So are {@code deploy.resources.reservations.devices} and {@code gpus}. */
    private static void processorsAreWrittenInOnePlace(ObjectNode service) {
        if (service.path("deploy").path("resources").path("reservations") instanceof ObjectNode reservations
                && reservations.has("devices")) {
            service.set("gpus", reservations.remove("devices"));
        }
        service.path("gpus").forEach(gpu -> {
            ((ObjectNode) gpu).remove("capabilities");
            if (gpu.path("count").asInt() == -1) {
                ((ObjectNode) gpu).put("count", "all");
            }
        });
    }

    /** One replicated container is what Compose starts anyway. */
    private static void deploymentOfOneIsUsual(ObjectNode service) {
        if (service.path("deploy") instanceof ObjectNode deploy) {
            deploy.properties()
                    .removeIf(entry -> (entry.getKey().equals("mode")
                                    && entry.getValue().asText().equals("replicated"))
                            || (entry.getKey().equals("replicas")
                                    && entry.getValue().asInt() == 1));
        }
    }

    /** {@code test: NONE} and {@code disable: true} are the same. */
    private static void noHealthCheck(ObjectNode service) {
        if (service.path("healthcheck").path("test").path(0).asText().equals("NONE")) {
            service.set("healthcheck", JSON.objectNode().put("disable", true));
        }
    }

    private static void capabilitiesInCapitals(ObjectNode service) {
        for (String key : List.of("cap_add", "cap_drop")) {
            if (service.path(key) instanceof ArrayNode list) {
                ArrayNode upper = JSON.arrayNode();
                list.forEach(one -> upper.add(
                        one.asText().toUpperCase(java.util.Locale.ROOT).replaceFirst("^CAP_", "")));
                service.set(key, upper);
            }
        }
    }

    /** Compose takes {@code restart} from {@code deploy.restart_policy} if it is not said. */
    private static void restartIsWrittenInOnePlace(ObjectNode service) {
        if (service.path("deploy").path("restart_policy") instanceof ObjectNode policy && policy.has("condition")) {
            String condition = policy.remove("condition").asText();
            JsonNode attempts = policy.remove("max_attempts");
            service.put("restart", condition + (attempts == null ? "" : ":" + attempts.asText()));
        }
    }

    /** A secret or a config is a file that Compose mounts. */
    private static void secretsAndConfigsAreFiles(ObjectNode service) {
        for (String section : List.of("secrets", "configs")) {
            for (JsonNode use : service.path(section)) {
                String source = use.path("source").asText();
                String target = use.path("target").asText(source);
                String path =
                        target.startsWith("/") ? target : (section.equals("secrets") ? "/run/secrets/" : "/") + target;
                service.withArray("mounted").add(path);
            }
            service.remove(section);
        }
        if (service.path("volumes") instanceof ArrayNode volumes) {
            for (int i = volumes.size() - 1; i >= 0; i--) {
                boolean isFile = mountsAFile(volumes.get(i));
                if (isFile && volumes.get(i).path("read_only").asBoolean()) {
                    service.withArray("mounted")
                            .add(volumes.remove(i).path("target").asText());
                }
            }
        }
        sorted(service, "mounted");
    }

    private static boolean mountsAFile(JsonNode mount) {
        String from = mount.path("source").asText();
        return from.contains("/files/")
                || from.contains("/secret")
                || from.endsWith("app.conf")
                || from.endsWith("token.txt");
    }

    private static void mounts(ObjectNode service, Map<String, String> volumes) {
        for (JsonNode tmpfs : service.path("tmpfs")) {
            String path = tmpfs.asText();
            service.withArray("memory").add(path.replaceFirst(":.*", ""));
        }
        service.remove("tmpfs");
        if (!(service.path("volumes") instanceof ArrayNode list)) {
            sorted(service, "memory");
            return;
        }
        for (int i = list.size() - 1; i >= 0; i--) {
            ObjectNode mount = (ObjectNode) list.get(i);
            if (mount.path("type").asText().equals("tmpfs")) {
                service.withArray("memory").add(mount.path("target").asText());
                list.remove(i);
                continue;
            }
            String source = mount.path("source").asText();
            if (mount.path("type").asText().equals("volume") && volumes.containsKey(source)) {
                mount.put("source", volumes.get(source));
            }
            if (mount.path("bind") instanceof ObjectNode bind) {
                bind.remove("create_host_path");
            }
            emptyIsAbsent(mount);
        }
        sorted(service, "volumes");
        sorted(service, "memory");
    }

    /** The mode of a port is for Swarm alone. */
    private static void ports(ObjectNode service) {
        service.path("ports").forEach(port -> ((ObjectNode) port).remove(List.of("mode", "name", "app_protocol")));
        sorted(service, "ports");
    }

    private static void networksByTheirNames(ObjectNode service, Map<String, String> names) {
        if (service.path("networks") instanceof ObjectNode joined) {
            service.set("networks", byName(joined, names));
        }
    }

    private static void emptyIsAbsent(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.forEach(Comparison::emptyIsAbsent);
            object.properties()
                    .removeIf(entry -> entry.getValue().isNull()
                            || (entry.getValue().isContainerNode()
                                    && entry.getValue().isEmpty()));
        }
    }

    /** Names of containers in a definition have small letters. */
    private static void containersInSmallLetters(ObjectNode all) {
        ObjectNode lower = JSON.objectNode();
        all.path("services").properties().forEach(entry -> {
            ObjectNode service = (ObjectNode) entry.getValue();
            if (service.path("depends_on") instanceof ObjectNode needed) {
                ObjectNode small = JSON.objectNode();
                needed.properties()
                        .forEach(one -> small.set(one.getKey().toLowerCase(java.util.Locale.ROOT), one.getValue()));
                service.set("depends_on", small);
            }
            service.path("networks").forEach(joined -> {
                if (joined.path("aliases") instanceof ArrayNode aliases) {
                    for (int i = aliases.size() - 1; i >= 0; i--) {
                        if (aliases.get(i)
                                .asText()
                                .toLowerCase(java.util.Locale.ROOT)
                                .equals(entry.getKey().toLowerCase(java.util.Locale.ROOT))) {
                            aliases.remove(i);
                        }
                    }
                }
            });
            emptyIsAbsent(service);
            if (service.path("networks") instanceof ObjectNode joined && joined.isEmpty()) {
                service.remove("networks");
            }
            lower.set(entry.getKey().toLowerCase(java.util.Locale.ROOT), service);
        });
        all.set("services", lower);
    }

    /** A network with a name of its own is created before, and is not one of the project. */
    private static void sharedNetworksExistBefore(ObjectNode all) {
        String project = all.path("name").asText();
        all.path("networks").properties().forEach(entry -> {
            ObjectNode network = (ObjectNode) entry.getValue();
            if (!entry.getKey().startsWith(project + "_")) {
                network.put("external", true);
            }
            network.remove("driver");
            emptyIsAbsent(network);
        });
        all.path("volumes").forEach(volume -> {
            if (volume.path("driver").asText().equals("local")) {
                ((ObjectNode) volume).remove("driver");
            }
            emptyIsAbsent(volume);
        });
    }

    private static Map<String, String> names(JsonNode section) {
        Map<String, String> names = new TreeMap<>();
        section.properties()
                .forEach(entry ->
                        names.put(entry.getKey(), entry.getValue().path("name").asText(entry.getKey())));
        return names;
    }

    private static ObjectNode byName(JsonNode section, Map<String, String> names) {
        ObjectNode named = JSON.objectNode();
        section.properties().forEach(entry -> {
            JsonNode value = entry.getValue().isNull() ? JSON.objectNode() : entry.getValue();
            named.set(names.getOrDefault(entry.getKey(), entry.getKey()), value);
        });
        return named;
    }

    private static void sorted(ObjectNode service, String key) {
        if (service.path(key) instanceof ArrayNode list) {
            List<JsonNode> nodes = new ArrayList<>(
                    StreamSupport.stream(list.spliterator(), false).toList());
            nodes.sort((a, b) -> a.toString().compareTo(b.toString()));
            service.set(key, JSON.arrayNode().addAll(nodes));
        }
    }

    private static void compare(String path, JsonNode a, JsonNode b, List<String> found) {
        if (a.isObject() && b.isObject()) {
            Set<String> keys = new TreeSet<>();
            a.fieldNames().forEachRemaining(keys::add);
            b.fieldNames().forEachRemaining(keys::add);
            keys.forEach(key -> compare(path.isEmpty() ? key : path + "." + key, a.path(key), b.path(key), found));
        } else if (!a.equals(b)) {
            found.add("%s: %s -> %s".formatted(path, a, b));
        }
    }
}
