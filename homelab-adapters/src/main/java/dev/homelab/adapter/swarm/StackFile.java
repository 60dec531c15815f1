// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.adapter.compose.ComposeLanguage;
import dev.homelab.adapter.support.file.YamlDocument;
import dev.homelab.adapter.support.file.YamlText;
import dev.homelab.model.Service;
import dev.homelab.model.container.Container;
import dev.homelab.model.container.MountedFile;
import dev.homelab.model.container.Restart;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.PortMapping;
import dev.homelab.model.value.Size;
import dev.homelab.model.value.VolumeMount;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Translates the Compose file of a service to the one of a stack, which {@code docker stack deploy} reads. */
final class StackFile {

    private static final String VERSION = "3.8";
    private static final String OURS = "dev.homelab.";
    private static final String DEPLOY = "deploy";

    private final Service service;
    private final SwarmSettings settings;
    private final Map<String, EncryptedSecret> secrets;
    private final Function<String, Map<String, String>> files;
    private final Map<String, String> configs = new TreeMap<>();
    private final ObjectNode root;

    /**
     * Translates one file.
     *
     * @param compose the Compose file, as {@link ComposeLanguage#file} returns it
     * @param secrets what its secrets are made of, by the names they have there
     * @param files what containers mount from beside the definition, by path
     */
    StackFile(
            Service service,
            JsonNode compose,
            SwarmSettings settings,
            Map<String, EncryptedSecret> secrets,
            Function<String, Map<String, String>> files) {
        this.service = service;
        this.settings = settings;
        this.secrets = secrets;
        this.files = files;
        this.root = compose.deepCopy();
        translate();
    }

    /** Returns the file of the stack. */
    YamlDocument document() {
        return YamlDocument.of(YamlText.rewrite(root));
    }

    /** Returns the contents of its configs, by their names. */
    Map<String, String> configs() {
        return configs;
    }

    private void translate() {
        root.remove("name");
        root.put("version", VERSION);
        List<String> extensions = root.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> key.startsWith("x-"))
                .toList();
        root.remove(extensions);
        service.containers().forEach((name, container) -> {
            if (root.path("services").get(name) instanceof ObjectNode section) {
                translate(name, container, section);
            }
        });
    }

    private void translate(String name, Container container, ObjectNode section) {
        section.remove(List.of("restart", "container_name", "depends_on"));
        labels(section);
        mounts(name, container, section);
        ObjectNode deploy = section.withObjectProperty(DEPLOY);
        resources(section, deploy);
        placement(container, deploy);
        boolean usesHostPorts = ports(container, section, deploy);
        String order = usesHostPorts || keepsData(container, false) ? "stop-first" : "start-first";
        ObjectNode update = child(deploy, "update_config");
        putIfAbsent(update, "order", order);
        putIfAbsent(update, "failure_action", "rollback");
        putIfAbsent(child(deploy, "rollback_config"), "order", order);
        restart(container.restart().orElse(Restart.USUAL), deploy);
        if (service.isPaused()) {
            deploy.put("replicas", 0);
        }
    }

    /** The mark is added when the file is deployed; what a container of Compose was made from is of no use in a Swarm. */
    private static void labels(ObjectNode section) {
        if (section.get("labels") instanceof ObjectNode labels) {
            labels.remove(labels.properties().stream()
                    .map(Map.Entry::getKey)
                    .filter(key -> key.startsWith(OURS))
                    .toList());
            if (labels.isEmpty()) {
                section.remove("labels");
            }
        }
    }

    /** Files become configs and secrets; tmpfs, which a stack ignores in its short form, a mount. */
    private void mounts(String name, Container container, ObjectNode section) {
        ArrayNode mounts = section.arrayNode();
        section.path("volumes").forEach(mount -> {
            if (!mount.asText().startsWith(ComposeLanguage.FOLDER + "/")) {
                mounts.add(mount);
            }
        });
        section.remove("volumes");
        container.tmpfs().forEach(tmpfs -> mounts.add(tmpfs(section, tmpfs)));
        section.remove("tmpfs");
        container.shmSize().ifPresent(size -> mounts.add(tmpfs(section, "/dev/shm:size=" + size.value())));
        section.remove("shm_size");
        if (!mounts.isEmpty()) {
            section.set("volumes", mounts);
        }
        container.files().forEach((path, file) -> configs(path, file, section));
        container.secretFiles().keySet().forEach(path -> secret(name, path, section));
    }

    private static ObjectNode tmpfs(ObjectNode section, String text) {
        String[] parts = text.split(":", 2);
        ObjectNode mount = section.objectNode().put("type", "tmpfs").put("target", parts[0]);
        if (parts.length > 1) {
            for (String option : parts[1].split(",", -1)) {
                if (option.startsWith("size=")) {
                    mount.putObject("tmpfs").put("size", bytes(option.substring("size=".length())));
                }
            }
        }
        return mount;
    }

    /** Returns a size in bytes; 0, which is no limit, if it is none. */
    static long bytes(String size) {
        String text = size.toLowerCase(Locale.ROOT).replaceFirst("i?b$", "");
        long unit = text.endsWith("k") ? 1L << 10 : text.endsWith("m") ? 1L << 20 : text.endsWith("g") ? 1L << 30 : 1L;
        String number = text.replaceFirst("[kmg]$", "");
        return number.matches("[0-9]{1,12}") ? Long.parseLong(number) * unit : 0;
    }

    private void configs(String path, MountedFile file, ObjectNode section) {
        files.apply(path).forEach((below, content) -> {
            String target = below.isEmpty() ? file.path() : file.path() + "/" + below;
            String config = Hash.name(service.projectName(), "config", content);
            configs.put(config, content);
            external("configs", config);
            ObjectNode use = section.withArrayProperty("configs")
                    .addObject()
                    .put("source", config)
                    .put("target", target);
            file.owner().ifPresent(owner -> {
                String[] ids = owner.split(":", 2);
                use.put("uid", ids[0]).put("gid", ids[1]);
            });
            use.put("mode", Integer.parseInt(file.mode().orElse("0444"), 8));
        });
    }

    /** It is named by its sealed text, which changes with it and says nothing about it. */
    private void secret(String container, String path, ObjectNode section) {
        String key = ComposeLanguage.secretFile(service, container, path);
        EncryptedSecret encrypted = secrets.get(key);
        String secret = secretName(service.projectName(), key, encrypted);
        external("secrets", secret);
        ObjectNode use = section.withArrayProperty("secrets")
                .addObject()
                .put("source", secret)
                .put("target", path);
        String user = section.path("user").asText("");
        if (user.matches("[0-9]+(:[0-9]+)?")) {
            String[] ids = user.split(":", 2);
            use.put("uid", ids[0]);
            use.put("gid", ids.length > 1 ? ids[1] : ids[0]);
        }
        use.put("mode", 0400);
    }

    /** Returns the name of the Swarm secret that a file with a secret is. */
    static String secretName(String stack, String key, @Nullable EncryptedSecret encrypted) {
        return Hash.name(stack, "secret", encrypted == null ? key : key + encrypted.text());
    }

    private void external(String kind, String name) {
        root.withObjectProperty(kind).putObject(name).put("external", true).put("name", name);
    }

    private static void resources(ObjectNode section, ObjectNode deploy) {
        JsonNode memory = section.remove("mem_limit");
        JsonNode cpus = section.remove("cpus");
        if (memory != null || cpus != null) {
            ObjectNode limits = child(child(deploy, "resources"), "limits");
            if (memory != null) {
                putIfAbsent(
                        limits,
                        "memory",
                        String.valueOf(bytes(Size.of(memory.asText()).value())) + "b");
            }
            if (cpus != null) {
                putIfAbsent(limits, "cpus", cpus.asText());
            }
        }
    }

    private boolean isPinned(Container container) {
        return settings.place() == SwarmSettings.Placement.HOST || keepsData(container, true);
    }

    private void placement(Container container, ObjectNode deploy) {
        if (isPinned(container) && !deploy.has("placement")) {
            child(deploy, "placement")
                    .putArray("constraints")
                    .add("node.labels.%s == %s".formatted(Labels.HOST, settings.host()));
        }
    }

    /** Writes ports in their long form, and returns whether a second task could not run beside the first. */
    private boolean ports(Container container, ObjectNode section, ObjectNode deploy) {
        section.remove("ports");
        boolean isOne = deploy.path("replicas").asInt(1) == 1
                && !deploy.path("mode").asText().equals("global");
        boolean isOfHost =
                (isPinned(container) && isOne) || deploy.path("mode").asText().equals("global");
        for (PortMapping port : container.ports()) {
            for (int at = 0;
                    port.containerPort() + at <= 65535 && (at == 0 || port.publishes(port.containerPort() + at));
                    at++) {
                ObjectNode written = section.withArrayProperty("ports").addObject();
                written.put("target", port.containerPort() + at);
                if (port.hostPort() > 0) {
                    written.put("published", port.hostPort() + at);
                }
                written.put("protocol", port.protocol()).put("mode", isOfHost ? "host" : "ingress");
            }
        }
        return isOfHost && !container.ports().isEmpty();
    }

    /** Returns whether a container has volumes or folders of its node. */
    private static boolean keepsData(Container container, boolean alsoReadOnly) {
        return container.volumes().stream().anyMatch((VolumeMount mount) -> alsoReadOnly || !mount.isReadOnly());
    }

    private static void restart(Restart restart, ObjectNode deploy) {
        if (deploy.has("restart_policy")) {
            return;
        }
        String[] parts = restart.value().split(":", 2);
        ObjectNode policy = deploy.putObject("restart_policy");
        policy.put(
                "condition",
                switch (parts[0]) {
                    case "no" -> "none";
                    case "on-failure" -> "on-failure";
                    default -> "any";
                });
        if (parts.length > 1) {
            policy.put("max_attempts", Integer.parseInt(parts[1]));
        }
    }

    private static ObjectNode child(ObjectNode node, String key) {
        return node.withObjectProperty(key);
    }

    private static void putIfAbsent(ObjectNode node, String key, String value) {
        if (!node.has(key)) {
            node.put(key, value);
        }
    }
}
