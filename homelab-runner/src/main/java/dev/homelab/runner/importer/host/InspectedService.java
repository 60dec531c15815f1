// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Writes an inspected container as a service of Compose: what it has beside its image and the defaults of the engine. What has
 * no form there is named.
 */
final class InspectedService {

    private static final String COMPOSE = "com.docker.compose.";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final long NANOS = 1_000_000_000L;
    private static final int SHM = 64 * 1024 * 1024;

    /** Those that follow from others, or are the state of the container. */
    private static final Set<String> FOLLOWS = Set.of(
            "Binds",
            "Mounts",
            "ContainerIDFile",
            "ConsoleSize",
            "MaskedPaths",
            "ReadonlyPaths",
            "PortBindings",
            "PublishAllPorts",
            "NetworkMode",
            "Tmpfs",
            "AutoRemove",
            "VolumeDriver",
            "Cgroup",
            "Isolation",
            "IOMaximumIOps",
            "IOMaximumBandwidth",
            "CpuCount",
            "CpuPercent",
            "KernelMemory",
            "KernelMemoryTCP",
            "CgroupnsMode",
            "Annotations");

    private final JsonNode container;
    private final JsonNode host;
    private final JsonNode config;
    private final JsonNode image;
    private final Inspected all;
    private final ObjectNode service = JsonNodeFactory.instance.objectNode();
    private final Map<String, String> lost = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, ObjectNode> volumes = new TreeMap<>();
    private final Map<String, ObjectNode> networks = new TreeMap<>();

    InspectedService(JsonNode container, Inspected all) {
        this.container = container;
        this.all = all;
        this.host = container.path("HostConfig");
        this.config = container.path("Config");
        this.image = all.image(container).path("Config");
        convert();
    }

    ObjectNode service() {
        return service;
    }

    /** Returns what has no form in a Compose file, with the reason, by the key that the engine gives it. */
    Map<String, String> lost() {
        return lost;
    }

    List<String> notes() {
        return notes;
    }

    /** Returns the volumes that it mounts, by the name that it mounts them by. */
    Map<String, ObjectNode> volumes() {
        return volumes;
    }

    /** Returns the networks that it is in, by the name that it joins them by. */
    Map<String, ObjectNode> networks() {
        return networks;
    }

    private String project() {
        return Inspected.label(container, COMPOSE + "project");
    }

    private void convert() {
        String name = Inspected.name(container);
        service.put("image", config.path("Image").asText());
        if (!name.equals(usualName())) {
            service.put("container_name", name);
        }
        program();
        config();
        mounts();
        ports();
        networking();
        host.properties().forEach(entry -> {
            if (!isEmpty(entry.getValue()) && !FOLLOWS.contains(entry.getKey())) {
                host(entry.getKey(), entry.getValue());
            }
        });
        if (restart().equals("no") && hasDoneItsWork(container)) {
            service.put("restart", "no");
        }
    }

    /** Returns whether a container is one that does its work and ends. */
    static boolean hasDoneItsWork(JsonNode container) {
        JsonNode state = container.path("State");
        return state.path("Status").asText().equals("exited")
                && state.path("ExitCode").asInt() == 0;
    }

    private String usualName() {
        return project() + "-" + Inspected.label(container, COMPOSE + "service") + "-1";
    }

    /** An entrypoint of its own takes away the command of the image. */
    private void program() {
        boolean hasEntrypoint = !same("Entrypoint");
        if (hasEntrypoint) {
            copyList("entrypoint", config.path("Entrypoint"));
        }
        if ((hasEntrypoint || !same("Cmd")) && !isEmpty(config.path("Cmd"))) {
            copyList("command", config.path("Cmd"));
        }
    }

    private void config() {
        Map<String, String> own = pairs(config.path("Env"));
        pairs(image.path("Env")).forEach(own::remove); // the same value
        if (!own.isEmpty()) {
            ObjectNode environment = service.putObject("environment");
            own.forEach(environment::put);
        }
        Map<String, String> labels = new TreeMap<>();
        config.path("Labels").properties().forEach(label -> {
            boolean isOfImage = image.path("Labels").path(label.getKey()).equals(label.getValue());
            if (!isOfImage && !label.getKey().startsWith(COMPOSE)) {
                labels.put(label.getKey(), label.getValue().asText());
            }
        });
        if (!labels.isEmpty()) {
            ObjectNode node = service.putObject("labels");
            labels.forEach(node::put);
        }
        text("User", "user");
        text("WorkingDir", "working_dir");
        text("StopSignal", "stop_signal");
        text("Domainname", "domainname");
        text("MacAddress", "mac_address");
        String hostname = config.path("Hostname").asText();
        String id = container.path("Id").asText();
        boolean isOwn = !hostname.isEmpty() && !id.startsWith(hostname);
        if (isOwn && !host.path("NetworkMode").asText().matches("host|container:.*")) {
            service.put("hostname", hostname);
        }
        if (config.path("Tty").asBoolean()) {
            service.put("tty", true);
        }
        if (config.path("OpenStdin").asBoolean()) {
            service.put("stdin_open", true);
        }
        if (config.path("StopTimeout").isInt()) {
            service.put("stop_grace_period", config.path("StopTimeout").asInt() + "s");
        }
        healthcheck();
    }

    private void healthcheck() {
        JsonNode check = config.path("Healthcheck");
        if (isEmpty(check) || same("Healthcheck")) {
            return;
        }
        ObjectNode written = service.putObject("healthcheck");
        if (check.path("Test").path(0).asText().equals("NONE")) {
            written.put("disable", true);
            return;
        }
        if (!isEmpty(check.path("Test"))) {
            written.set("test", check.path("Test"));
        }
        duration(check, "Interval", written, "interval");
        duration(check, "Timeout", written, "timeout");
        duration(check, "StartPeriod", written, "start_period");
        duration(check, "StartInterval", written, "start_interval");
        if (check.path("Retries").asInt() > 0) {
            written.put("retries", check.path("Retries").asInt());
        }
    }

    private static void duration(JsonNode from, String key, ObjectNode to, String name) {
        long nanos = from.path(key).asLong();
        if (nanos > 0) {
            to.put(name, nanos % NANOS == 0 ? nanos / NANOS + "s" : nanos / 1_000_000 + "ms");
        }
    }

    /** What the engine mounts decides; an anonymous volume keeps its data under the name that the engine gave it. */
    private void mounts() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        container.path("Mounts").forEach(mount -> {
            switch (mount.path("Type").asText()) {
                case "bind" -> list.add(bind(mount));
                case "volume" -> list.add(volume(mount));
                case "tmpfs" -> {} // among the settings of the host
                default ->
                    lost.put(
                            "Mounts " + mount.path("Destination").asText(),
                            "A mount of type \"%s\" has no form in a definition."
                                    .formatted(mount.path("Type").asText()));
            }
        });
        if (!list.isEmpty()) {
            service.set("volumes", list);
        }
        ArrayNode tmpfs = JsonNodeFactory.instance.arrayNode();
        host.path("Tmpfs")
                .properties()
                .forEach(folder -> tmpfs.add(folder.getKey()
                        + (folder.getValue().asText().isEmpty()
                                ? ""
                                : ":" + folder.getValue().asText())));
        host.path("Mounts").forEach(mount -> {
            if (mount.path("Type").asText().equals("tmpfs")) {
                long size = mount.path("TmpfsOptions").path("SizeBytes").asLong();
                tmpfs.add(mount.path("Target").asText() + (size > 0 ? ":size=" + size : ""));
            }
        });
        if (!tmpfs.isEmpty()) {
            service.set("tmpfs", tmpfs);
        }
    }

    private String bind(JsonNode mount) {
        List<String> options = options(mount);
        String propagation = mount.path("Propagation").asText();
        if (!propagation.isEmpty() && !propagation.equals("rprivate")) {
            options.add(propagation);
        }
        return mount.path("Source").asText() + ":" + mount.path("Destination").asText() + written(options);
    }

    private String volume(JsonNode mount) {
        String name = mount.path("Name").asText();
        String path = mount.path("Destination").asText();
        JsonNode labels = all.volumes()
                .getOrDefault(name, JsonNodeFactory.instance.objectNode())
                .path("Labels");
        boolean isOfProject = !project().isEmpty()
                && labels.path(COMPOSE + "project").asText().equals(project())
                && !labels.path(COMPOSE + "volume").asText().isEmpty();
        String key = isOfProject
                ? labels.path(COMPOSE + "volume").asText()
                : HASH.matcher(name).matches() ? key(path) : name;
        ObjectNode settings = volumes.computeIfAbsent(key, any -> JsonNodeFactory.instance.objectNode());
        if (!isOfProject) {
            settings.put("name", name).put("external", true);
        } else if (!name.equals(project() + "_" + key)) {
            settings.put("name", name);
        }
        List<String> options = options(mount);
        options.remove("z"); // the engine says so of every volume
        return key + ":" + path + written(options);
    }

    private String key(String path) {
        String key = path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String free = key.isEmpty() ? "data" : key;
        for (int i = 2; volumes.containsKey(free); i++) {
            free = key + "-" + i;
        }
        return free;
    }

    private static List<String> options(JsonNode mount) {
        List<String> options = new ArrayList<>();
        if (!mount.path("RW").asBoolean(true)) {
            options.add("ro");
        }
        for (String option : mount.path("Mode").asText().split(",", -1)) {
            if (option.equalsIgnoreCase("z") || option.equals("nocopy")) {
                options.add(option);
            }
        }
        return options;
    }

    private static String written(List<String> options) {
        return options.isEmpty() ? "" : ":" + String.join(",", options);
    }

    /** A port that the engine chose stays the one that it is now. */
    private void ports() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        JsonNode asked = host.path("PortBindings");
        JsonNode now = container.path("NetworkSettings").path("Ports");
        boolean isAll = host.path("PublishAllPorts").asBoolean();
        Set<String> keys = new TreeSet<>();
        asked.fieldNames().forEachRemaining(keys::add);
        if (isAll) {
            now.fieldNames().forEachRemaining(keys::add);
        }
        for (String key : keys) {
            JsonNode bindings = asked.path(key);
            boolean isChosen = isEmpty(bindings)
                    || bindings.valueStream()
                            .anyMatch(
                                    binding -> binding.path("HostPort").asText().matches("0?"));
            Set<String> written = new LinkedHashSet<>();
            (isChosen && !isEmpty(now.path(key)) ? now.path(key) : bindings)
                    .forEach(binding -> written.add(port(key, binding)));
            written.forEach(list::add);
            if (isChosen) {
                notes.add("Docker chose the port of the host for %s; the definition keeps the one that it has now."
                        .formatted(key));
            }
        }
        if (!list.isEmpty()) {
            service.set("ports", list);
        }
    }

    private static String port(String key, JsonNode binding) {
        String ip = binding.path("HostIp").asText();
        String address = ip.isEmpty() || ip.equals("0.0.0.0") || ip.equals("::")
                ? ""
                : (ip.contains(":") ? "[" + ip + "]" : ip) + ":";
        return address + binding.path("HostPort").asText() + ":" + key.replaceFirst("/tcp$", "");
    }

    private void networking() {
        String mode = host.path("NetworkMode").asText();
        if (mode.equals("host") || mode.equals("none") || mode.startsWith("container:")) {
            service.put("network_mode", mode);
            return;
        }
        JsonNode joined = container.path("NetworkSettings").path("Networks");
        ObjectNode names = JsonNodeFactory.instance.objectNode();
        joined.properties().forEach(network -> {
            if (network.getKey().equals("bridge")) {
                notes.add(
                        "The container was in the engine's default bridge; it gets a network of its own, where containers find each other by name.");
                return;
            }
            JsonNode labels = all.networks()
                    .getOrDefault(network.getKey(), JsonNodeFactory.instance.objectNode())
                    .path("Labels");
            boolean isOfProject = !project().isEmpty()
                    && labels.path(COMPOSE + "project").asText().equals(project());
            String key = isOfProject ? labels.path(COMPOSE + "network").asText(network.getKey()) : network.getKey();
            ObjectNode settings = networks.computeIfAbsent(key, any -> JsonNodeFactory.instance.objectNode());
            if (!isOfProject) {
                settings.put("external", true).put("name", network.getKey());
            } else if (!network.getKey().equals(project() + "_" + key)) {
                settings.put("name", network.getKey());
            }
            names.set(key, membership(network.getValue()));
        });
        if (names.size() != 1 || !names.has("default") || !names.path("default").isEmpty()) {
            if (!names.isEmpty()) {
                service.set("networks", names);
            }
        }
    }

    private ObjectNode membership(JsonNode network) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        ArrayNode aliases = JsonNodeFactory.instance.arrayNode();
        String name = Inspected.name(container);
        String own = Inspected.label(container, COMPOSE + "service");
        String id = container.path("Id").asText();
        network.path("Aliases").forEach(alias -> {
            String text = alias.asText();
            if (!text.equals(name) && !text.equals(own) && !id.startsWith(text)) {
                aliases.add(text);
            }
        });
        if (!aliases.isEmpty()) {
            settings.set("aliases", aliases);
        }
        JsonNode asked = network.path("IPAMConfig");
        if (!asked.path("IPv4Address").asText().isEmpty()) {
            settings.put("ipv4_address", asked.path("IPv4Address").asText());
        }
        if (!asked.path("IPv6Address").asText().isEmpty()) {
            settings.put("ipv6_address", asked.path("IPv6Address").asText());
        }
        if (!isEmpty(network.path("Links"))) {
            lost.put(
                    "NetworkSettings.Networks.Links",
                    "Links are not carried; containers of one network find each other by name.");
        }
        return settings;
    }

    private String restart() {
        JsonNode policy = host.path("RestartPolicy");
        String name = policy.path("Name").asText("");
        int most = policy.path("MaximumRetryCount").asInt();
        return name.isEmpty() ? "no" : name + (most > 0 ? ":" + most : "");
    }

    private void host(String key, JsonNode value) {
        switch (key) {
            case "RestartPolicy" -> {
                if (!restart().equals("no")) {
                    service.put("restart", restart());
                }
            }
            case "CapAdd" -> copyList("cap_add", value);
            case "CapDrop" -> copyList("cap_drop", value);
            case "Privileged" -> service.put("privileged", true);
            case "ReadonlyRootfs" -> service.put("read_only", true);
            case "Init" -> service.put("init", true);
            case "SecurityOpt" -> securityOpt(value);
            case "Sysctls" -> service.set("sysctls", value);
            case "Dns" -> copyList("dns", value);
            case "DnsOptions" -> copyList("dns_opt", value);
            case "DnsSearch" -> copyList("dns_search", value);
            case "ExtraHosts" -> copyList("extra_hosts", value);
            case "GroupAdd" -> copyList("group_add", value);
            case "DeviceCgroupRules" -> copyList("device_cgroup_rules", value);
            case "IpcMode" -> mode("ipc", value, Set.of("private", "shareable"));
            case "PidMode" -> mode("pid", value, Set.of());
            case "UTSMode" -> mode("uts", value, Set.of());
            case "UsernsMode" -> mode("userns_mode", value, Set.of());
            case "Runtime" -> mode("runtime", value, Set.of("runc", "io.containerd.runc.v2"));
            case "CgroupParent" -> service.put("cgroup_parent", value.asText());
            case "VolumesFrom" -> volumesFrom(value);
            case "ShmSize" -> {
                if (value.asLong() != SHM) {
                    service.put("shm_size", value.asLong());
                }
            }
            case "Memory" -> service.put("mem_limit", value.asLong());
            case "MemoryReservation" -> service.put("mem_reservation", value.asLong());
            case "MemorySwap" -> {
                if (value.asLong() != 2 * host.path("Memory").asLong()) {
                    service.put("memswap_limit", value.asLong());
                }
            }
            case "MemorySwappiness" -> service.put("mem_swappiness", value.asInt());
            case "NanoCpus" -> service.put("cpus", cpus(value.asLong()));
            case "CpuShares" -> service.put("cpu_shares", value.asInt());
            case "CpuQuota" -> service.put("cpu_quota", value.asLong());
            case "CpuPeriod" -> service.put("cpu_period", value.asLong());
            case "CpusetCpus" -> service.put("cpuset", value.asText());
            case "PidsLimit" -> service.put("pids_limit", value.asLong());
            case "OomScoreAdj" -> service.put("oom_score_adj", value.asInt());
            case "OomKillDisable" -> service.put("oom_kill_disable", true);
            case "Ulimits" -> ulimits(value);
            case "Devices" -> devices(value);
            case "DeviceRequests" -> gpus(value);
            case "LogConfig" -> logging(value);
            default -> lost.put("HostConfig." + key, "It has no form in a definition: %s.".formatted(value));
        }
    }

    private void securityOpt(JsonNode value) {
        ArrayNode options = JsonNodeFactory.instance.arrayNode();
        value.forEach(option -> options.add(option.asText().replaceFirst("^([a-z-]+)=", "$1:")));
        service.set("security_opt", options);
    }

    private void mode(String key, JsonNode value, Set<String> usual) {
        if (!usual.contains(value.asText())) {
            service.put(key, containerName(value.asText()));
        }
    }

    private void volumesFrom(JsonNode value) {
        ArrayNode from = service.putArray("volumes_from");
        value.forEach(one -> from.add("container:" + one.asText()));
    }

    /** Returns a mode that names a container by its id with its name instead. */
    private String containerName(String mode) {
        return all.containers().stream()
                .filter(other -> mode.equals("container:" + other.path("Id").asText()))
                .map(other -> "container:" + Inspected.name(other))
                .findFirst()
                .orElse(mode);
    }

    private static String cpus(long nanos) {
        return BigDecimal.valueOf(nanos)
                .divide(BigDecimal.valueOf(NANOS), 3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }

    private void ulimits(JsonNode value) {
        ObjectNode limits = service.putObject("ulimits");
        value.forEach(limit -> {
            String name = limit.path("Name").asText();
            if (limit.path("Soft").equals(limit.path("Hard"))) {
                limits.set(name, limit.path("Soft"));
            } else {
                ObjectNode both = limits.putObject(name);
                both.set("soft", limit.path("Soft"));
                both.set("hard", limit.path("Hard"));
            }
        });
    }

    private void devices(JsonNode value) {
        ArrayNode devices = service.putArray("devices");
        value.forEach(device -> {
            String here = device.path("PathOnHost").asText();
            String there = device.path("PathInContainer").asText(here);
            String rights = device.path("CgroupPermissions").asText("rwm");
            boolean isUsual = rights.isEmpty() || rights.equals("rwm");
            devices.add(here + (there.equals(here) && isUsual ? "" : ":" + there) + (isUsual ? "" : ":" + rights));
        });
    }

    private void gpus(JsonNode value) {
        ArrayNode devices = service.putObject("deploy")
                .putObject("resources")
                .putObject("reservations")
                .putArray("devices");
        value.forEach(request -> {
            ObjectNode device = devices.addObject();
            if (!request.path("Driver").asText().isEmpty()) {
                device.set("driver", request.path("Driver"));
            }
            if (!isEmpty(request.path("DeviceIDs"))) {
                device.set("device_ids", request.path("DeviceIDs"));
            } else if (request.path("Count").asInt() < 0) {
                device.put("count", "all");
            } else {
                device.set("count", request.path("Count"));
            }
            device.set("capabilities", request.path("Capabilities").path(0));
        });
    }

    private void logging(JsonNode value) {
        boolean isUsual = value.path("Type").asText().equals(all.logging()) && isEmpty(value.path("Config"));
        if (!isUsual) {
            ObjectNode logging = service.putObject("logging");
            logging.set("driver", value.path("Type"));
            if (!isEmpty(value.path("Config"))) {
                logging.set("options", value.path("Config"));
            }
        }
    }

    private void text(String key, String name) {
        String text = config.path(key).asText("");
        if (!text.isEmpty() && !same(key)) {
            service.put(name, text);
        }
    }

    private void copyList(String name, JsonNode list) {
        ArrayNode copy = service.putArray(name);
        list.forEach(one -> copy.add(one.asText()));
    }

    /** Whether the container has what its image says. */
    private boolean same(String key) {
        JsonNode own = config.path(key);
        JsonNode ofImage = image.path(key);
        return own.equals(ofImage) || (isEmpty(own) && isEmpty(ofImage));
    }

    private static boolean isEmpty(JsonNode node) {
        return node.isMissingNode()
                || node.isNull()
                || (node.isContainerNode() && node.isEmpty())
                || (node.isTextual() && node.asText().isEmpty())
                || (node.isNumber() && node.decimalValue().signum() == 0)
                || (node.isBoolean() && !node.asBoolean());
    }

    private static Map<String, String> pairs(JsonNode list) {
        Map<String, String> pairs = new LinkedHashMap<>();
        list.forEach(one -> {
            String[] parts = one.asText().split("=", 2);
            pairs.put(parts[0], parts.length > 1 ? parts[1] : "");
        });
        return pairs;
    }
}
