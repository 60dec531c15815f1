// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.swarm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.lab.file.YamlTree;
import dev.homelab.lab.host.compose.ComposeException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;

/** The Swarm that a fake engine manages, once it is {@linkplain #init started}. Safe for many threads. */
public final class FakeSwarm {

    static final String STACK = "com.docker.stack.namespace";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String REFUSED = "Error response from daemon: rpc error: code = ";
    private static final Set<String> FILE_KEYS =
            Set.of("version", "services", "networks", "volumes", "configs", "secrets");
    private static final Set<String> SERVICE_KEYS = Set.of(
            "image",
            "command",
            "entrypoint",
            "user",
            "ports",
            "volumes",
            "environment",
            "healthcheck",
            "networks",
            "init",
            "stop_grace_period",
            "hostname",
            "extra_hosts",
            "read_only",
            "cap_add",
            "cap_drop",
            "sysctls",
            "labels",
            "logging",
            "deploy",
            "configs",
            "secrets",
            "dns",
            "dns_search",
            "isolation",
            "credential_spec",
            "stdin_open",
            "tty",
            "stop_signal",
            "ulimits",
            "working_dir",
            "tmpfs",
            "restart",
            "privileged",
            "devices",
            "depends_on",
            "container_name",
            "security_opt",
            "shm_size",
            "network_mode");

    private final TreeMap<String, FakeService> services = new TreeMap<>();
    private final TreeMap<String, ObjectNode> configs = new TreeMap<>();
    private final TreeMap<String, ObjectNode> secrets = new TreeMap<>();
    private final TreeMap<String, String> networks = new TreeMap<>();
    private final Map<String, FakeService.Ending> endings = new LinkedHashMap<>();
    private final Map<String, String> labels = new TreeMap<>();
    private final Map<String, String> words = new TreeMap<>();
    private final PublishedPages pages;
    private boolean isManager;
    private int delay;
    private int ids;

    /**
     * No Swarm yet.
     *
     * @param publish makes known where a port of the host answers
     * @param withdraw takes that back
     */
    public FakeSwarm(BiConsumer<Integer, URI> publish, IntConsumer withdraw) {
        this.pages = new PublishedPages(publish, withdraw);
    }

    /** Makes the engine the manager of a Swarm of one node. */
    public synchronized FakeSwarm init() {
        isManager = true;
        return this;
    }

    /** Gives its only node a label, as {@code docker node update --label-add} does. */
    public synchronized FakeSwarm labelNode(String name, String value) {
        labels.put(name, value);
        return this;
    }

    /** Lets services come up, and updates begin and end, only after they were looked at so often. */
    public synchronized void settleAfter(int looks) {
        delay = looks;
    }

    /** Makes tasks of such images end as soon as they start; a health check that fails shows so, too. */
    public synchronized void fails(String image, int exitCode, String log) {
        String error = exitCode == 137
                ? "task: non-zero exit (137): dockerexec: unhealthy container"
                : "task: non-zero exit (%d)".formatted(exitCode);
        endings.put(image, new FakeService.Ending("failed", error, exitCode));
        words.put(image, log);
    }

    /** Makes nodes not have such images, nor get them. */
    public synchronized void unknownImage(String image) {
        endings.put(image, new FakeService.Ending("rejected", "No such image: " + image, -1));
    }

    /** Turns every switch off. */
    public synchronized void recover() {
        endings.clear();
        words.clear();
        delay = 0;
    }

    /** Sets the number of a service's tasks, as a person would with {@code docker service scale}. */
    public synchronized void scaleByHand(String service, int replicas) {
        FakeService found = needed(service);
        ObjectNode spec = found.spec.deepCopy();
        ((ObjectNode) spec.at("/Mode/Replicated")).put("Replicas", replicas);
        found.update(spec, Optional.empty(), 0);
    }

    /** Creates a service that is in no stack, as a person would with {@code docker service create}. */
    public synchronized void createByHand(String service, String image) {
        ObjectNode spec = NODES.objectNode().put("Name", service);
        spec.putObject("Labels");
        spec.putObject("TaskTemplate").putObject("ContainerSpec").put("Image", image);
        spec.putObject("Mode").putObject("Replicated").put("Replicas", 1);
        add(service, spec);
    }

    /** Deploys a stack of one service, as a person would. */
    public synchronized void deployByHand(String stack, String image) {
        deploy(stack, "version: \"3.8\"\nservices:\n  app: {image: '%s'}\n".formatted(image), false);
    }

    /** Closes all pages. */
    public synchronized void close() {
        pages.show(Map.of());
    }

    /** By name: the specs of services, the contents of configs, and networks. */
    public synchronized Map<String, String> describe() {
        Map<String, String> all = new TreeMap<>();
        services.forEach((name, service) -> all.put("service " + name, service.spec.toString()));
        configs.forEach(
                (name, config) -> all.put("config " + name, config.path("Spec").toString()));
        secrets.forEach((name, secret) -> all.put("secret " + name, content(secret)));
        networks.forEach((name, stack) -> all.put("network " + name, stack));
        return all;
    }

    synchronized boolean isManager() {
        return isManager;
    }

    synchronized void needManager() {
        if (!isManager) {
            throw new ComposeException(
                    "Error response from daemon: This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again.");
        }
    }

    synchronized ArrayNode node() {
        ObjectNode node = NODES.objectNode().put("ID", "node1");
        ObjectNode all = node.putObject("Spec").putObject("Labels");
        labels.forEach(all::put);
        return NODES.arrayNode().add(node);
    }

    synchronized Set<String> services(Optional<String> stack) {
        Set<String> found = new TreeSet<>();
        services.forEach((name, service) -> {
            if (stack.isEmpty() || stack.get().equals(stackOf(service.spec))) {
                found.add(name);
            }
        });
        return found;
    }

    synchronized FakeService needed(String name) {
        return services.values().stream()
                .filter(service -> service.id.equals(name)
                        || service.spec.path("Name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new ComposeException("Error: no such service: " + name));
    }

    /** Returns a service after one more look at it, which may be the one by which it has come up. */
    synchronized FakeService lookedAt(String name) {
        FakeService service = needed(name);
        service.look();
        pages.show(services);
        return service;
    }

    synchronized Optional<ObjectNode> task(String id) {
        return services.values().stream()
                .flatMap(service -> service.tasks().stream())
                .filter(task -> task.path("ID").asText().equals(id))
                .findFirst();
    }

    /** Returns what the tasks of a service, or the one of this id, have printed. */
    synchronized String log(String name) {
        FakeService service = services.values().stream()
                .filter(one -> one.id.equals(name)
                        || one.spec.path("Name").asText().equals(name)
                        || one.tasks().stream()
                                .anyMatch(task -> task.path("ID").asText().equals(name)))
                .findFirst()
                .orElseThrow(() -> new ComposeException("no such task or service: " + name));
        boolean isTask = service.tasks().stream()
                .anyMatch(task -> task.path("ID").asText().equals(name));
        return service.tasks().stream()
                .filter(task -> !isTask || task.path("ID").asText().equals(name))
                .flatMap(task -> Optional.ofNullable(words.get(FakeService.imageOf(task))).stream())
                .findFirst()
                .orElse("Hello from " + service.spec.path("Name").asText());
    }

    /** Returns the configs or secrets with a label, or with this value of it. */
    synchronized Set<String> listed(String kind, Optional<String> filter) {
        Set<String> found = new TreeSet<>();
        of(kind).forEach((name, one) -> {
            JsonNode all = one.path("Spec").path("Labels");
            boolean fits = filter.map(label -> label.split("=", 2))
                    .map(label -> all.has(label[0])
                            && (label.length == 1 || all.path(label[0]).asText().equals(label[1])))
                    .orElse(true);
            if (fits) {
                found.add(name);
            }
        });
        return found;
    }

    synchronized ObjectNode inspected(String kind, String name) {
        ObjectNode one = of(kind).get(name);
        if (one == null) {
            throw new ComposeException("Error: no such %s: %s".formatted(kind, name));
        }
        if (kind.equals("secret")) {
            ObjectNode without = one.deepCopy();
            ((ObjectNode) without.get("Spec")).remove("Data"); // no manager returns it
            return without;
        }
        return one;
    }

    synchronized void create(String kind, String name, Map<String, String> marks, String content) {
        if (of(kind).containsKey(name)) {
            throw new ComposeException(REFUSED + "AlreadyExists desc = %s %s already exists".formatted(kind, name));
        }
        if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*") || name.length() > 64) {
            throw new ComposeException(
                    REFUSED + "InvalidArgument desc = invalid name, only 64 [a-zA-Z0-9-_.] characters allowed");
        }
        if (content.isEmpty()) {
            throw new ComposeException(
                    REFUSED + "InvalidArgument desc = %s data must be larger than 0".formatted(kind));
        }
        ids++;
        ObjectNode one = NODES.objectNode().put("ID", kind + ids);
        one.putObject("Version").put("Index", ids);
        ObjectNode spec = one.putObject("Spec").put("Name", name);
        ObjectNode all = spec.putObject("Labels");
        marks.forEach(all::put);
        spec.put("Data", Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)));
        of(kind).put(name, one);
    }

    synchronized void remove(String kind, String name) {
        if (!of(kind).containsKey(name)) {
            throw new ComposeException("Error response from daemon: %s %s not found".formatted(kind, name));
        }
        services.values().stream()
                .filter(service -> service.spec
                        .at("/TaskTemplate/ContainerSpec/" + kind + "s")
                        .toString()
                        .contains("\"" + name + "\""))
                .findFirst()
                .ifPresent(service -> {
                    throw new ComposeException(REFUSED
                            + "InvalidArgument desc = %s '%s' is in use by the following service: %s"
                                    .formatted(
                                            kind,
                                            name,
                                            service.spec.path("Name").asText()));
                });
        of(kind).remove(name);
    }

    synchronized void makeNetwork(String name, String stack) {
        if (networks.containsKey(name)) {
            throw new ComposeException("Error response from daemon: network with name " + name + " already exists");
        }
        networks.put(name, stack);
    }

    synchronized Map<String, String> networks() {
        return new TreeMap<>(networks);
    }

    /** Creates and updates what a file says, and removes services of the stack that it does not say. */
    synchronized String deploy(String stack, String text, boolean prune) {
        JsonNode file = YamlTree.read(text);
        check(file);
        StringBuilder out = new StringBuilder();
        for (String kind : List.of("config", "secret")) {
            file.path(kind + "s").properties().forEach(entry -> {
                String name = entry.getValue().path("name").asText(entry.getKey());
                if (!of(kind).containsKey(name)) {
                    String user =
                            file.path("services").properties().iterator().next().getKey();
                    throw new ComposeException("service %s: %s not found: %s".formatted(user, kind, name));
                }
            });
        }
        file.path("networks").properties().forEach(entry -> {
            String name = entry.getValue().path("name").asText(entry.getKey());
            if (entry.getValue().path("external").asBoolean() && !networks.containsKey(name)) {
                throw new ComposeException(
                        "network \"%s\" is declared as external, but could not be found. You need to create a swarm-scoped network before the stack is deployed"
                                .formatted(name));
            }
        });
        if (networks.putIfAbsent(stack + "_default", stack) == null) {
            out.append("Creating network ").append(stack).append("_default\n");
        }
        Set<String> wanted = new TreeSet<>();
        file.path("services").properties().forEach(entry -> {
            String name = stack + "_" + entry.getKey();
            wanted.add(name);
            ObjectNode spec = spec(stack, name, entry.getValue());
            FakeService there = services.get(name);
            if (there == null) {
                out.append("Creating service ").append(name).append('\n');
                add(name, spec);
            } else if (!stack.equals(stackOf(there.spec))) {
                throw new ComposeException(
                        "failed to create service %1$s: %2$sAlreadyExists desc = name conflicts with an existing object: service %1$s already exists"
                                .formatted(name, REFUSED));
            } else {
                out.append("Updating service ")
                        .append(name)
                        .append(" (id: ")
                        .append(there.id)
                        .append(")\n");
                there.update(spec, ending(spec), delay);
            }
        });
        if (prune) {
            services(Optional.of(stack)).stream()
                    .filter(name -> !wanted.contains(name))
                    .forEach(services::remove);
        }
        pages.show(services);
        return out.toString();
    }

    private static void check(JsonNode file) {
        file.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> !FILE_KEYS.contains(key) && !key.startsWith("x-"))
                .findFirst()
                .ifPresent(key -> {
                    throw new ComposeException("(root) Additional property %s is not allowed".formatted(key));
                });
        file.path("services")
                .properties()
                .forEach(entry -> entry.getValue().properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(key -> !SERVICE_KEYS.contains(key))
                        .findFirst()
                        .ifPresent(key -> {
                            throw new ComposeException(
                                    "services.%s Additional property %s is not allowed".formatted(entry.getKey(), key));
                        }));
    }

    /** Removes all that carries the mark of a stack; volumes stay. */
    synchronized boolean removeStack(String stack) {
        boolean isThere = services.values().removeIf(service -> stack.equals(stackOf(service.spec)));
        isThere |= configs.values().removeIf(config -> stack.equals(stackOf(config.path("Spec"))));
        isThere |= secrets.values().removeIf(secret -> stack.equals(stackOf(secret.path("Spec"))));
        isThere |= networks.values().removeIf(stack::equals);
        pages.show(services);
        return isThere;
    }

    private void add(String name, ObjectNode spec) {
        ids++;
        FakeService service = new FakeService("service" + ids, spec);
        services.put(name, service);
        service.begin(ending(spec), delay);
    }

    private Optional<FakeService.Ending> ending(ObjectNode spec) {
        String image = spec.at("/TaskTemplate/ContainerSpec/Image").asText();
        return endings.entrySet().stream()
                .filter(entry -> image.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static ObjectNode spec(String stack, String name, JsonNode service) {
        ObjectNode spec = NODES.objectNode().put("Name", name);
        ObjectNode labels = spec.putObject("Labels");
        JsonNode deploy = service.path("deploy");
        deploy.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        labels.put("com.docker.stack.image", service.path("image").asText()).put(STACK, stack);
        ObjectNode template = spec.putObject("TaskTemplate");
        ObjectNode container = template.putObject("ContainerSpec")
                .put("Image", service.path("image").asText());
        service.properties().forEach(entry -> {
            if (!Set.of("image", "deploy", "restart", "tmpfs", "privileged", "devices")
                    .contains(entry.getKey())) {
                container.set(entry.getKey(), entry.getValue()); // the others are ignored without a word
            }
        });
        template.set("Placement", deploy.path("placement").deepCopy());
        template.set(
                "RestartPolicy",
                NODES.objectNode()
                        .put("Condition", deploy.at("/restart_policy/condition").asText("any")));
        ObjectNode mode = spec.putObject("Mode");
        if (deploy.path("mode").asText().equals("global")) {
            mode.putObject("Global");
        } else {
            mode.putObject("Replicated").put("Replicas", deploy.path("replicas").asInt(1));
        }
        spec.putObject("UpdateConfig")
                .put("FailureAction", deploy.at("/update_config/failure_action").asText("pause"))
                .put("Order", deploy.at("/update_config/order").asText("stop-first"));
        return spec;
    }

    private Map<String, ObjectNode> of(String kind) {
        return kind.equals("secret") ? secrets : configs;
    }

    private static String stackOf(JsonNode spec) {
        return spec.path("Labels").path(STACK).asText();
    }

    private static String content(ObjectNode one) {
        return new String(
                Base64.getDecoder().decode(one.path("Spec").path("Data").asText()), StandardCharsets.UTF_8);
    }
}
