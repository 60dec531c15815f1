// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.engine;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What the engine says of how a container was made, in a form that is the same at every look: no ids of containers, no order that
 * has no meaning, no value that is the default. What may hold a secret (environment, labels, command, health check) is a fingerprint.
 *
 * @param values by what they are of, such as {@code memory limit}
 */
public record Traits(@JsonValue SortedMap<String, String> values) {

    private static final String COMPOSE_LABELS = "com.docker.compose.";
    private static final String OUR_LABELS = "dev.homelab.";
    private static final String VARIABLE = "environment ";
    private static final String LABEL = "label ";
    private static final String NAME = "name";
    private static final String IMAGE = "image";
    private static final String HEALTH = "health check";
    private static final String DISABLED = "disabled";
    private static final String NETWORK = "network mode";
    private static final String CONTAINER = "container:";
    private static final Pattern ANONYMOUS = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> FINGERPRINTS = Set.of(HEALTH, "command", "entrypoint", "logging options");
    private static final int ID = 12;
    private static final int SHOWN_ID = "sha256:".length() + ID;
    private static final double NANOS = 1e9;
    private static final List<String> UNITS = List.of("bytes", "KiB", "MiB", "GiB");

    /** Sizes in bytes, by their names in {@code HostConfig}. */
    private static final Map<String, String> SIZES = Map.of(
            "Memory", "memory limit",
            "MemorySwap", "memory and swap limit",
            "MemoryReservation", "memory reservation",
            "ShmSize", "shared memory size");

    /** Settings that are shown as they are, by their names in {@code HostConfig}. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("AutoRemove", "automatic removal"),
            Map.entry("BlkioWeight", "block I/O weight"),
            Map.entry("CapAdd", "added capabilities"),
            Map.entry("CapDrop", "dropped capabilities"),
            Map.entry("CgroupParent", "parent cgroup"),
            Map.entry("CgroupnsMode", "cgroup namespace"),
            Map.entry("CpuPeriod", "CPU period"),
            Map.entry("CpuQuota", "CPU quota"),
            Map.entry("CpuShares", "CPU shares"),
            Map.entry("CpusetCpus", "CPU set"),
            Map.entry("CpusetMems", "memory nodes"),
            Map.entry("DeviceCgroupRules", "device rules"),
            Map.entry("DeviceRequests", "device requests"),
            Map.entry("Devices", "devices"),
            Map.entry("Dns", "name servers"),
            Map.entry("DnsOptions", "name server options"),
            Map.entry("DnsSearch", "search domains"),
            Map.entry("ExtraHosts", "extra hosts"),
            Map.entry("GroupAdd", "added groups"),
            Map.entry("Init", "init process"),
            Map.entry("OomKillDisable", "protection from the OOM killer"),
            Map.entry("OomScoreAdj", "OOM score"),
            Map.entry("PidsLimit", "process limit"),
            Map.entry("Privileged", "privileged mode"),
            Map.entry("PublishAllPorts", "publishing of all ports"),
            Map.entry("ReadonlyRootfs", "read-only root file system"),
            Map.entry("Runtime", "runtime"),
            Map.entry("SecurityOpt", "security options"),
            Map.entry("Sysctls", "kernel parameters"),
            Map.entry("Tmpfs", "tmpfs mounts"),
            Map.entry("Ulimits", "ulimits"),
            Map.entry("UTSMode", "UTS namespace"),
            Map.entry("UsernsMode", "user namespace"));

    /** Of {@code Config}. */
    private static final Map<String, String> CONFIG = Map.of(
            "Domainname", "domain name",
            "OpenStdin", "open standard input",
            "StopSignal", "stop signal",
            "StopTimeout", "stop timeout",
            "Tty", "terminal",
            "User", "user",
            "WorkingDir", "working directory");

    @JsonCreator
    public Traits {
        values.values().forEach(Objects::requireNonNull);
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /**
     * Reads the whole of what the engine shows.
     *
     * @param fingerprint hides a value, given what it is of and the value
     * @param lender names a container by its id, in a way that stays the same when it is recreated; returns nothing for one that is gone
     */
    static Traits of(JsonNode container, BinaryOperator<String> fingerprint, UnaryOperator<String> lender) {
        return new Reader(container, fingerprint, lender).read();
    }

    /** Returns in a few words each how these are otherwise than those that a container was made with. */
    public List<String> changesSince(Traits made) {
        Set<String> names = new TreeSet<>(values.keySet());
        names.addAll(made.values.keySet());
        names.removeIf(name -> of(name).equals(made.of(name)));
        List<String> changes = new ArrayList<>();
        if (names.remove(IMAGE)) {
            changes.add("runs image %s instead of %s".formatted(shortId(of(IMAGE)), shortId(made.of(IMAGE))));
        }
        if (names.remove(NAME)) {
            changes.add("was renamed from \"%s\" to \"%s\"".formatted(made.of(NAME), of(NAME)));
        }
        addGroup(changes, names, "environment differs: ", VARIABLE);
        addGroup(changes, names, "labels differ: ", LABEL);
        names.removeIf(name -> isLost(of(name)) || isLost(made.of(name)));
        names.forEach(name -> changes.add(change(name, made.of(name), of(name))));
        return changes;
    }

    private static void addGroup(List<String> changes, Set<String> names, String words, String prefix) {
        String group = names.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .collect(joining(", "));
        if (!group.isEmpty()) {
            changes.add(words + group);
            names.removeIf(name -> name.startsWith(prefix));
        }
    }

    private static String change(String name, String before, String now) {
        if (name.equals(HEALTH) && now.equals(DISABLED)) {
            return "health check is disabled";
        }
        return FINGERPRINTS.contains(name)
                ? name + " differs"
                : "%s changed from %s to %s".formatted(name, orNone(before), orNone(now));
    }

    /** Returns whether a volume has no name but the one that the engine made for it. */
    static boolean isAnonymous(String volume) {
        return ANONYMOUS.matcher(volume).matches();
    }

    /** A container that uses the network of one that is gone is reported as such. */
    private static boolean isLost(String value) {
        return value.equals(CONTAINER);
    }

    private String of(String name) {
        return values.getOrDefault(name, "");
    }

    private static String orNone(String value) {
        return value.isEmpty() ? "none" : value;
    }

    private static String shortId(String id) {
        return id.substring(0, Math.min(SHOWN_ID, id.length()));
    }

    /** Reads one container. */
    private static final class Reader {

        private final TreeMap<String, String> values = new TreeMap<>();
        private final JsonNode container;
        private final JsonNode config;
        private final JsonNode host;
        private final BinaryOperator<String> fingerprint;
        private final UnaryOperator<String> lender;

        Reader(JsonNode container, BinaryOperator<String> fingerprint, UnaryOperator<String> lender) {
            this.container = container;
            this.config = container.path("Config");
            this.host = container.path("HostConfig");
            this.fingerprint = fingerprint;
            this.lender = lender;
        }

        Traits read() {
            put(NAME, container.path("Name").asText().replaceFirst("^/", ""));
            put(IMAGE, container.path("Image").asText());
            CONFIG.forEach((field, name) -> put(name, text(config.path(field))));
            SETTINGS.forEach((field, name) -> put(name, text(host.path(field))));
            SIZES.forEach((field, name) -> put(name, size(host.path(field).asLong())));
            readProcess();
            readLimits();
            readNamespaces();
            readPlaces();
            return new Traits(values);
        }

        private void readProcess() {
            config.path("Env").forEach(variable -> {
                String[] parts = variable.asText().split("=", 2);
                hide(VARIABLE + parts[0], parts.length == 2 ? "=" + parts[1] : "unset");
            });
            config.path("Labels").properties().stream()
                    .filter(label -> !label.getKey().startsWith(COMPOSE_LABELS))
                    .filter(label -> !label.getKey().startsWith(OUR_LABELS))
                    .forEach(label ->
                            hide(LABEL + label.getKey(), "=" + label.getValue().asText()));
            hide("command", ordered(config.path("Cmd")));
            hide("entrypoint", ordered(config.path("Entrypoint")));
            JsonNode check = config.path("Healthcheck");
            if (check.path("Test").path(0).asText().equals("NONE")) {
                put(HEALTH, DISABLED);
            } else {
                hide(HEALTH, check.isEmpty() ? "" : ordered(check.path("Test")) + text(check));
            }
        }

        private void readLimits() {
            double cpus = host.path("NanoCpus").asLong() / NANOS;
            put("CPU limit", cpus == 0 ? "" : String.valueOf(cpus));
            String policy = host.path("RestartPolicy").path("Name").asText();
            int most = host.path("RestartPolicy").path("MaximumRetryCount").asInt();
            put("restart policy", (policy.isEmpty() ? "no" : policy) + (most == 0 ? "" : ":" + most));
            put("logging", host.path("LogConfig").path("Type").asText());
            hide("logging options", text(host.path("LogConfig").path("Config")));
        }

        private void readNamespaces() {
            String network = host.path("NetworkMode").asText();
            put(NETWORK, mode(network));
            put("process namespace", mode(host.path("PidMode").asText()));
            put("IPC namespace", mode(host.path("IpcMode").asText()));
            String hostname = config.path("Hostname").asText();
            boolean isAnothers = network.startsWith(CONTAINER) || network.equals("host");
            put("hostname", isAnothers || container.path("Id").asText().startsWith(hostname) ? "" : hostname);
        }

        private String mode(String mode) {
            return mode.startsWith(CONTAINER) ? CONTAINER + lender.apply(mode.substring(CONTAINER.length())) : mode;
        }

        private void readPlaces() {
            container.path("Mounts").forEach(mount -> {
                String type = mount.path("Type").asText();
                String source = type.equals("volume")
                        ? mount.path("Name").asText()
                        : mount.path("Source").asText();
                boolean isAnonymous = type.equals("volume") && isAnonymous(source);
                put(
                        "mount " + mount.path("Destination").asText(),
                        (isAnonymous ? "volume without a name" : (type + " " + source).strip())
                                + (mount.path("RW").asBoolean() ? "" : " (read-only)"));
            });
            host.path("PortBindings").properties().forEach(port -> {
                TreeSet<String> places = new TreeSet<>();
                port.getValue()
                        .forEach(place -> places.add(place.path("HostIp").asText() + ":"
                                + place.path("HostPort").asText()));
                put("port " + port.getKey(), String.join(", ", places));
            });
        }

        private void hide(String name, String value) {
            put(name, value.isEmpty() ? "" : fingerprint.apply(name, value));
        }

        private void put(String name, String value) {
            if (!value.isEmpty()) {
                values.put(name, value);
            }
        }

        private static String ordered(JsonNode words) {
            return words.isEmpty() ? "" : words.toString();
        }

        /** What is nothing, no or zero is the same as absent, which another version of the engine may say. */
        private static String text(JsonNode node) {
            if (node.isArray()) {
                return node.valueStream().map(Reader::text).sorted().collect(joining(", "));
            }
            if (node.isObject()) {
                return node.propertyStream()
                        .map(field -> Map.entry(field.getKey(), text(field.getValue())))
                        .filter(field -> !field.getValue().isEmpty())
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .sorted()
                        .collect(joining(" "));
            }
            boolean isNothing =
                    node.isNull() || (!node.isTextual() && Set.of("false", "0").contains(node.asText()));
            return isNothing ? "" : node.asText();
        }

        private static String size(long bytes) {
            int unit = 0;
            long size = bytes;
            while (size > 0 && size % 1024 == 0 && unit + 1 < UNITS.size()) {
                size /= 1024;
                unit++;
            }
            return bytes == 0
                    ? ""
                    : bytes < 0 ? "unlimited" : String.format(Locale.ROOT, "%d %s", size, UNITS.get(unit));
        }
    }
}
