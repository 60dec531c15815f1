// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.host.compose.PortSpec;
import dev.homelab.model.container.CommandWords;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** What {@code docker inspect} shows of the settings of a container: its {@code Config}, {@code HostConfig} and {@code Mounts}. */
final class ContainerSettings {

    private static final long GIBI = 1L << 30;
    private static final long MEBI = 1L << 20;
    private static final long KIBI = 1L << 10;
    private static final long NANOS = 1_000_000_000L;
    private static final long DEFAULT_SHARED_MEMORY = 64 * MEBI;
    private static final int ID = 12;

    final ObjectNode config = JsonNodeFactory.instance.objectNode();
    final ObjectNode hostConfig = JsonNodeFactory.instance.objectNode();
    final ArrayNode mounts = JsonNodeFactory.instance.arrayNode();

    private final ContainerPlan plan;
    private final ObjectNode definition;

    /**
     * The settings of a new container.
     *
     * @param id of the container, from which its host name comes
     * @param relations the containers whose namespaces and volumes it uses
     */
    ContainerSettings(ContainerPlan plan, String id, Relations relations) {
        this.plan = plan;
        this.definition = plan.definition();
        config(relations.network().orElse(id));
        hostConfig(relations);
        definition.path("volumes").forEach(this::mount);
    }

    /** Changes what {@code docker update} changes; labels stay as they are. */
    void update(String option, String value) {
        switch (option) {
            case "--memory", "-m" -> hostConfig.put("Memory", bytes(value)).put("MemorySwap", 2 * bytes(value));
            case "--cpus" -> hostConfig.put("NanoCpus", (long) (Double.parseDouble(value) * NANOS));
            case "--restart" -> hostConfig.set("RestartPolicy", restart(value));
            default -> throw new IllegalArgumentException("the fake engine does not update " + option);
        }
    }

    String restart() {
        return hostConfig.path("RestartPolicy").path("Name").asText();
    }

    /** Returns whether there is a limit to how often it is started again. */
    boolean hasMostRestarts() {
        return hostConfig.path("RestartPolicy").path("MaximumRetryCount").asInt() > 0;
    }

    /** Returns the paths of the host that are mounted. */
    List<String> bound() {
        return StreamSupport.stream(mounts.spliterator(), false)
                .filter(mount -> mount.path("Type").asText().equals("bind"))
                .map(mount -> mount.path("Source").asText())
                .toList();
    }

    /** Returns the network mode as the file says it. */
    String networkMode() {
        return definition.path("network_mode").asText();
    }

    private void config(String host) {
        ArrayNode environment = config.put(
                        "Hostname", definition.path("hostname").asText(host.substring(0, ID)))
                .put("User", definition.path("user").asText())
                .put("Image", plan.image())
                .putArray("Env");
        definition
                .path("environment")
                .properties()
                .forEach(variable -> environment.add(
                        variable.getKey() + "=" + variable.getValue().asText()));
        environment.add("PATH=/usr/local/bin:/usr/bin:/bin"); // of the image
        config.set("Cmd", words("command"));
        config.set("Entrypoint", words("entrypoint"));
        ObjectNode labels = config.putObject("Labels");
        plan.labels().forEach(labels::put);
        JsonNode check = definition.path("healthcheck");
        if (check.path("disable").asBoolean()) {
            config.putObject("Healthcheck").putArray("Test").add("NONE");
        } else if (check.isObject()) {
            ObjectNode shown = config.putObject("Healthcheck");
            check.properties()
                    .forEach(field -> shown.set(
                            field.getKey().substring(0, 1).toUpperCase(Locale.ROOT)
                                    + field.getKey().substring(1),
                            field.getValue()));
        }
    }

    private void hostConfig(Relations relations) {
        hostConfig.put(
                "NetworkMode",
                relations
                        .network()
                        .map(id -> "container:" + id)
                        .orElseGet(() -> plan.networks().stream()
                                .findFirst()
                                .orElse(definition.path("network_mode").asText("default"))));
        hostConfig.put("PidMode", relations.pid().map(id -> "container:" + id).orElse(""));
        hostConfig.put("IpcMode", relations.ipc().map(id -> "container:" + id).orElse("private"));
        ArrayNode volumes = hostConfig.putArray("VolumesFrom");
        relations.volumes().forEach(volumes::add);
        hostConfig.set("RestartPolicy", restart(plan.restart()));
        hostConfig.put("Memory", bytes(definition.path("mem_limit").asText("0")));
        hostConfig.put("NanoCpus", (long) (definition.path("cpus").asDouble() * NANOS));
        hostConfig.put(
                "ShmSize",
                definition.has("shm_size") ? bytes(definition.path("shm_size").asText()) : DEFAULT_SHARED_MEMORY);
        hostConfig.put("CpusetCpus", definition.path("cpuset").asText());
        hostConfig.put("Privileged", definition.path("privileged").asBoolean());
        hostConfig.put("ReadonlyRootfs", definition.path("read_only").asBoolean());
        for (Map.Entry<String, String> list : Map.of(
                        "CapAdd", "cap_add", "CapDrop", "cap_drop", "SecurityOpt", "security_opt")
                .entrySet()) {
            hostConfig.set(
                    list.getKey(), definition.path(list.getValue()).isArray() ? definition.get(list.getValue()) : null);
        }
        ObjectNode bindings = hostConfig.putObject("PortBindings");
        for (PortSpec port : plan.ports()) {
            bindings.withArray("/" + (port.target() + "/" + port.protocol()).replace("/", "~1"))
                    .addObject()
                    .put("HostIp", port.isEverywhere() ? "" : port.address())
                    .put("HostPort", port.published() == 0 ? "" : String.valueOf(port.published()));
        }
    }

    /** A volume without a name gets one of 64 digits. */
    private void mount(JsonNode entry) {
        String[] parts = entry.isObject()
                ? new String[] {
                    entry.path("source").asText(),
                    entry.path("target").asText(),
                    entry.path("read_only").asBoolean() ? "ro" : "rw"
                }
                : entry.asText().split(":", -1);
        String source = parts.length == 1 ? anonymous() : parts[0];
        String target = parts.length == 1 ? parts[0] : parts[1];
        boolean isBind = source.startsWith("/");
        String name = isBind ? "" : plan.volumeNames().getOrDefault(source, source);
        mounts.addObject()
                .put("Type", isBind ? "bind" : "volume")
                .put("Name", name)
                .put("Source", isBind ? source : "/var/lib/docker/volumes/" + name + "/_data")
                .put("Destination", target)
                .put("RW", parts.length < 3 || !List.of(parts[2].split(",", -1)).contains("ro"));
    }

    private static String anonymous() {
        return (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
    }

    private JsonNode words(String key) {
        JsonNode value = definition.path(key);
        if (value.isTextual()) {
            ArrayNode words = JsonNodeFactory.instance.arrayNode();
            CommandWords.split(value.asText())
                    .orElseGet(() -> List.of(value.asText().split(" ", -1)))
                    .forEach(words::add);
            return words;
        }
        return value.isArray() ? value : JsonNodeFactory.instance.nullNode();
    }

    private static ObjectNode restart(String policy) {
        String[] parts = policy.split(":", 2);
        return JsonNodeFactory.instance
                .objectNode()
                .put("Name", parts[0])
                .put("MaximumRetryCount", parts.length == 2 ? Integer.parseInt(parts[1]) : 0);
    }

    private static long bytes(String size) {
        String digits = size.replaceAll("[^0-9.]", "");
        long unit = switch (size.substring(digits.length())
                .replaceAll("(?i)i?b$", "")
                .toLowerCase(Locale.ROOT)) {
            case "k" -> KIBI;
            case "m" -> MEBI;
            case "g" -> GIBI;
            default -> 1;
        };
        return (long) (Double.parseDouble(digits) * unit);
    }
}
