// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.homelab.model.container.CommandWords;
import dev.homelab.model.container.Container;
import dev.homelab.model.container.Healthcheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Converts one service of a Compose file to a container of a definition. */
final class ContainerConverter {

    private static final Pattern TIME = Pattern.compile("(?=.{2,40}$)([0-9]+(ms|s|m|h))+");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_.-]+(:[A-Za-z0-9_.-]+)?");
    private static final Pattern DEVICE = Pattern.compile("/[^:\\s]+(:/[^:\\s]+(:[rwm]{1,3})?)?");
    private static final Pattern SHARED_LABEL =
            Pattern.compile("(?!(dev\\.homelab|com\\.docker\\.compose)\\.)[^\\s=]+");

    /** Keys of Compose that stand in a definition under {@code compose} in the words of Compose. */
    static final Set<String> RAW = Set.of(
            "annotations",
            "attach",
            "blkio_config",
            "cgroup",
            "cgroup_parent",
            "cpu_count",
            "cpu_percent",
            "cpu_period",
            "cpu_quota",
            "cpu_rt_period",
            "cpu_rt_runtime",
            "cpu_shares",
            "cpuset",
            "credential_spec",
            "develop",
            "device_cgroup_rules",
            "dns",
            "dns_opt",
            "dns_search",
            "domainname",
            "expose",
            "external_links",
            "group_add",
            "ipc",
            "isolation",
            "links",
            "mac_address",
            "mem_reservation",
            "mem_swappiness",
            "memswap_limit",
            "oom_kill_disable",
            "oom_score_adj",
            "pid",
            "pids_limit",
            "platform",
            "post_start",
            "pre_stop",
            "pull_policy",
            "pull_refresh_after",
            "runtime",
            "scale",
            "stdin_open",
            "stop_signal",
            "storage_opt",
            "tty",
            "ulimits",
            "use_api_socket",
            "userns_mode",
            "uts",
            "volumes_from",
            "working_dir");

    private final ContainerNames names;
    private final ProjectParts parts;
    private final Findings findings;
    private final ObjectNode service;
    private final String name;
    private final String at;
    private final String definition;
    private final Map<String, Object> out = new LinkedHashMap<>();
    private final Map<String, Object> raw = new LinkedHashMap<>();

    ContainerConverter(String compose, ObjectNode service, ContainerNames names, ProjectParts parts) {
        this.names = names;
        this.parts = parts;
        this.findings = parts.findings();
        this.service = service;
        this.name = names.of(compose);
        this.at = Pointer.of("services", compose);
        this.definition = Pointer.of("containers", name);
    }

    /** Returns the container by its keys, in their order. */
    Map<String, Object> convert() {
        findings.from(definition, at);
        service.properties().forEach(entry -> {
            if (!entry.getKey().startsWith("x-") && !entry.getValue().isNull()) {
                key(entry.getKey(), entry.getValue(), Pointer.below(at, entry.getKey()));
            }
        });
        networks();
        new Deployment(findings, out, raw).read(service.path("deploy"), Pointer.below(at, "deploy"));
        new MountedTexts(parts, name, out).read(service, at);
        if (out.containsKey("build") && out.remove("image") != null) {
            findings.note("\"%s\" is built and has an image; the definition builds it, under a name of its own."
                    .formatted(name));
        }
        if (names.isAwaited(name)) {
            out.putIfAbsent("restart", "no"); // what nothing says is "unless-stopped", with which it never ends
        }
        if (!raw.isEmpty()) {
            out.put("compose", raw);
        }
        return Language.ordered(Container.class, out);
    }

    private void key(String key, JsonNode value, String pointer) {
        switch (key) {
            case "image", "container_name", "hostname" -> text(ours(key), key, value);
            case "user" -> formed("user", key, Forms.text(value), USER);
            case "stop_grace_period" -> formed("stopGracePeriod", key, Forms.text(value), TIME);
            case "command", "entrypoint" -> command(key, value, pointer);
            case "ports" -> list("ports", key, Ports.of(value, pointer, Pointer.below(definition, "ports"), findings));
            case "volumes" -> volumes(value, pointer);
            case "environment" -> environment(value, pointer);
            case "healthcheck" -> healthcheck(value, pointer);
            case "restart" -> restart(Forms.text(value));
            case "depends_on" -> dependsOn(value, pointer);
            case "network_mode" -> networkMode(Forms.text(value), pointer);
            case "devices" -> devices(value, pointer);
            case "gpus" -> gpus(value, pointer);
            case "mem_limit" -> resource("memory", value, pointer);
            case "cpus" -> resource("cpus", value, pointer);
            case "tmpfs" -> list("tmpfs", key, new ArrayList<>(Forms.texts(value)));
            case "shm_size" -> size(value, pointer);
            case "read_only", "privileged", "init" -> truth(ours(key), key, value);
            case "cap_add", "cap_drop" ->
                list(
                        ours(key),
                        key,
                        Forms.texts(value).stream()
                                .map(cap -> cap.toUpperCase(Locale.ROOT))
                                .map(Object.class::cast)
                                .toList());
            case "security_opt" -> list("securityOpt", key, new ArrayList<>(Forms.texts(value)));
            case "sysctls" -> mapping("sysctls", key, value, pointer);
            case "labels" -> labels(value, pointer);
            case "extra_hosts" -> extraHosts(value, pointer);
            case "logging" ->
                new LoggingSection(findings).of(value, pointer).ifPresent(logging -> put("logging", key, logging));
            case "build" -> build(value, pointer);
            case "networks", "deploy", "secrets", "configs" -> {} // together with others
            default -> {
                if (RAW.contains(key)) {
                    raw(key, value, pointer);
                } else {
                    findings.lost(pointer, KeyTable.reason("services.*." + key));
                }
            }
        }
    }

    private void raw(String key, JsonNode value, String pointer) {
        if (SecretTexts.isMarked(value.toString())) {
            findings.lost(pointer, "It holds a secret, and only variables of a container can be secrets.");
            return;
        }
        raw.put(key, Forms.plain(key.equals("links") ? names.renamed(value) : value));
        findings.raw(pointer);
        findings.from(Pointer.below(definition, "compose", key), pointer);
    }

    private void text(String ours, String key, JsonNode value) {
        open(Forms.text(value), Pointer.below(at, key)).ifPresent(text -> put(ours, key, text));
    }

    /** Returns a text that no secret is in. */
    private Optional<String> open(String text, String pointer) {
        if (SecretTexts.isMarked(text)) {
            findings.lost(
                    pointer,
                    "It holds a secret (%s), and only variables of a container can be secrets."
                            .formatted(SecretTexts.shown(text)));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private void formed(String ours, String key, String text, Pattern form) {
        if (form.matcher(text).matches()) {
            put(ours, key, text);
        } else {
            findings.lost(
                    Pointer.below(at, key), "A definition has no form for \"%s\".".formatted(SecretTexts.shown(text)));
        }
    }

    private void truth(String ours, String key, JsonNode value) {
        if (Forms.isTrue(value)) {
            put(ours, key, true);
        }
    }

    private void list(String ours, String key, List<Object> values) {
        List<Object> open = values.stream()
                .filter(value -> open(value.toString(), Pointer.below(at, key)).isPresent())
                .toList();
        if (!open.isEmpty()) {
            put(ours, key, open);
        }
    }

    private void mapping(String ours, String key, JsonNode value, String pointer) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Forms.Pair pair : Forms.pairs(value, pointer, '=')) {
            open(pair.value().orElse(""), pair.pointer()).ifPresent(text -> {
                map.put(pair.key(), text);
                findings.from(Pointer.below(definition, ours, pair.key()), pair.pointer());
            });
        }
        if (!map.isEmpty()) {
            put(ours, key, map);
        }
    }

    private void command(String key, JsonNode value, String pointer) {
        boolean isEmpty = value.isArray() ? value.isEmpty() : Forms.text(value).isBlank();
        Optional<List<String>> words = value.isArray()
                ? Optional.of(Forms.texts(value))
                : CommandWords.split(Forms.text(value).strip());
        if (isEmpty) {
            findings.lost(pointer, "That of the image cannot be emptied.");
        } else if (words.isEmpty()) {
            findings.lost(pointer, "Compose drops what follows a sign of the shell in it; write the words as a list.");
        } else {
            list(key, key, new ArrayList<>(words.get()));
        }
    }

    private void volumes(JsonNode value, String pointer) {
        ProjectVolumes.Mounted mounted = parts.volumes().mounted(value, pointer, Pointer.below(definition, "volumes"));
        list("volumes", "volumes", mounted.volumes());
        if (!mounted.tmpfs().isEmpty()) {
            List<Object> all = new ArrayList<>(Forms.texts(service.path("tmpfs")));
            all.addAll(mounted.tmpfs());
            put("tmpfs", "volumes", all);
        }
    }

    private void environment(JsonNode value, String pointer) {
        Map<String, Object> plain = new LinkedHashMap<>();
        Map<String, Object> secret = new LinkedHashMap<>();
        for (Forms.Pair pair : Forms.pairs(value, pointer, '=')) {
            if (!Variables.isName(pair.key())) {
                findings.lost(pair.pointer(), "A definition has no form for a variable of this name.");
                continue;
            }
            Optional<String> reference = pair.value().isEmpty()
                    ? Optional.of(pair.key())
                            .filter(SecretNames::isSecret)
                            .map(key -> "env:" + parts.secrets().move(name, key, "", pair.pointer()))
                    : parts.secrets().of(name, pair.key(), pair.value().get(), pair.pointer());
            if (reference.isPresent()) {
                secret.put(pair.key(), reference.get());
                findings.from(Pointer.below(definition, "secrets", pair.key()), pair.pointer());
            } else if (pair.value().isPresent()) {
                plain.put(pair.key(), pair.value().get());
                findings.from(Pointer.below(definition, "environment", pair.key()), pair.pointer());
            } else {
                findings.note(
                        "Variable \"%s\" of \"%s\" has no value; Compose would take it from the shell it is started in."
                                .formatted(pair.key(), name));
            }
        }
        if (!plain.isEmpty()) {
            put("environment", "environment", plain);
        }
        if (!secret.isEmpty()) {
            out.put("secrets", secret);
        }
    }

    private void labels(JsonNode value, String pointer) {
        Map<String, Object> labels = new LinkedHashMap<>();
        for (Forms.Pair pair : Forms.pairs(value, pointer, '=')) {
            if (pair.key().startsWith("com.docker.compose.")) {
                continue; // Compose's own, which it sets again
            }
            if (!SHARED_LABEL.matcher(pair.key()).matches()) {
                findings.lost(pair.pointer(), "A definition has no form for a label of this name.");
                continue;
            }
            open(pair.value().orElse(""), pair.pointer()).ifPresent(text -> {
                labels.put(pair.key(), text);
                findings.from(Pointer.below(definition, "labels", pair.key()), pair.pointer());
            });
        }
        if (!labels.isEmpty()) {
            put("labels", "labels", labels);
        }
    }

    private void healthcheck(JsonNode value, String pointer) {
        Map<String, Object> check = new LinkedHashMap<>();
        List<String> test = value.path("test").isArray()
                ? Forms.texts(value.path("test"))
                : value.has("test") ? List.of("CMD-SHELL", Forms.text(value.path("test"))) : List.of();
        boolean isOff = Forms.isTrue(value.path("disable")) || test.equals(List.of("NONE"));
        if (isOff) {
            check.put("disable", true);
        } else if (!test.isEmpty()) {
            test(test, check, pointer);
        }
        for (Map.Entry<String, String> time : Map.of(
                        "interval",
                        "interval",
                        "timeout",
                        "timeout",
                        "start_period",
                        "startPeriod",
                        "start_interval",
                        "startInterval")
                .entrySet()) {
            String text = Forms.text(value.path(time.getKey()));
            if (!text.isEmpty() && TIME.matcher(text).matches()) {
                check.put(time.getValue(), text);
                findings.from(
                        Pointer.below(definition, "healthcheck", time.getValue()),
                        Pointer.below(pointer, time.getKey()));
            } else if (!text.isEmpty()) {
                findings.lost(
                        Pointer.below(pointer, time.getKey()), "A definition has no form for \"%s\".".formatted(text));
            }
        }
        if (value.path("retries").asInt() > 0) {
            check.put("retries", value.path("retries").asInt());
        }
        boolean says = isOff ? !check.isEmpty() : !test.isEmpty();
        if (says) {
            put("healthcheck", "healthcheck", Language.ordered(Healthcheck.class, check));
        } else if (!check.isEmpty()) {
            findings.lost(pointer, "The check of the image cannot get other times without saying what is asked.");
        }
    }

    private void test(List<String> test, Map<String, Object> check, String pointer) {
        String kind = test.get(0);
        List<String> words = test.subList(1, test.size());
        findings.from(Pointer.below(definition, "healthcheck", "command"), Pointer.below(pointer, "test"));
        if (open(test.toString(), Pointer.below(pointer, "test")).isEmpty()) {
            return;
        }
        if (kind.equals("CMD")) {
            check.put("command", words);
        } else if (kind.equals("CMD-SHELL")) {
            check.put("shell", String.join(" ", words));
            findings.from(Pointer.below(definition, "healthcheck", "shell"), Pointer.below(pointer, "test"));
        } else {
            findings.lost(Pointer.below(pointer, "test"), "Compose knows no test of kind \"%s\".".formatted(kind));
        }
    }

    private void restart(String text) {
        if (!text.equals("unless-stopped") && !text.isEmpty()) {
            put("restart", "restart", text.equals("none") ? "no" : text);
        }
    }

    private void dependsOn(JsonNode value, String pointer) {
        Map<String, Object> needed = new LinkedHashMap<>();
        for (Forms.Pair pair : Forms.pairs(value, pointer, '\0')) {
            JsonNode settings = value.isObject() ? value.path(pair.key()) : service.path("");
            String condition = switch (settings.path("condition").asText()) {
                case "service_healthy" -> "healthy";
                case "service_completed_successfully" -> "completed";
                default -> "started";
            };
            if (!names.isKnown(pair.key())) {
                findings.note("\"%s\" waits for \"%s\", which is not in the project.".formatted(name, pair.key()));
                continue;
            }
            needed.put(names.of(pair.key()), condition(condition, settings, pair.pointer()));
            findings.from(Pointer.below(definition, "dependsOn", names.of(pair.key())), pair.pointer());
        }
        if (!needed.isEmpty()) {
            put("dependsOn", "depends_on", needed);
        }
    }

    private Object condition(String condition, JsonNode settings, String pointer) {
        if (settings.has("required") && !Forms.isTrue(settings.path("required"))) {
            findings.note("%s is in the project, so that it need not be said that it may be missing."
                    .formatted(Pointer.shown(pointer)));
        }
        if (!Forms.isTrue(settings.path("restart"))) {
            return condition;
        }
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("condition", condition);
        both.put("restart", true);
        return both;
    }

    private void networkMode(String mode, String pointer) {
        if (mode.equals("host") || mode.equals("none")) {
            put("networkMode", "network_mode", mode);
        } else if (mode.startsWith("service:") && names.isKnown(mode.substring("service:".length()))) {
            put("networkMode", "network_mode", "container:" + names.of(mode.substring("service:".length())));
        } else {
            findings.lost(
                    pointer,
                    mode.startsWith("container:")
                            ? "The network of a container of another project is named by its service: networkMode: service:NAME."
                            : "A definition has no form for \"%s\".".formatted(mode));
        }
    }

    private void networks() {
        if (service.has("network_mode")) {
            return;
        }
        ProjectNetworks.Joined joined = parts.networks().joined(service, at, formerName());
        joined.networks().ifPresent(networks -> put("networks", "networks", networks));
        if (joined.leavesProject()) {
            put("projectNetwork", "networks", false);
        }
    }

    private void devices(JsonNode value, String pointer) {
        List<Object> devices = new ArrayList<>();
        for (Forms.Element element : Forms.elements(value, pointer)) {
            JsonNode device = element.value();
            String source = device.path("source").asText();
            String target = device.path("target").asText(source);
            String permissions = device.path("permissions").asText();
            String text = !device.isObject()
                    ? element.text()
                    : permissions.isEmpty() && target.equals(source)
                            ? source
                            : source + ":" + target + (permissions.isEmpty() ? "" : ":" + permissions);
            if (DEVICE.matcher(text).matches()) {
                findings.from(Pointer.below(Pointer.below(definition, "devices"), devices.size()), element.pointer());
                devices.add(text);
            } else {
                findings.lost(element.pointer(), "A definition has no form for the device \"%s\".".formatted(text));
            }
        }
        list("devices", "devices", devices);
    }

    private void gpus(JsonNode value, String pointer) {
        if (value.isTextual() && value.asText().equals("all")) {
            put("gpus", "gpus", Map.of("count", "all"));
        } else if (value.isArray() && value.size() == 1) {
            Gpu.of(value.get(0)).ifPresentOrElse(gpu -> put("gpus", "gpus", gpu), () -> lostGpus(pointer));
        } else {
            lostGpus(pointer);
        }
    }

    private void lostGpus(String pointer) {
        findings.lost(pointer, "A definition lends the processors of one driver, by count or by ids.");
    }

    private void resource(String ours, JsonNode value, String pointer) {
        Optional<?> amount = ours.equals("cpus") ? Gpu.number(value) : Forms.size(Forms.text(value));
        if (amount.isEmpty()) {
            findings.lost(pointer, "A definition has no form for \"%s\".".formatted(Forms.text(value)));
            return;
        }
        Map<String, Object> resources = new LinkedHashMap<>();
        if (out.get("resources") instanceof Map<?, ?> there) {
            there.forEach((one, set) -> resources.put(one.toString(), set));
        }
        resources.put(ours, amount.get());
        out.put("resources", resources);
        findings.from(Pointer.below(definition, "resources", ours), pointer);
    }

    private void size(JsonNode value, String pointer) {
        Forms.size(Forms.text(value))
                .ifPresentOrElse(
                        size -> put("shmSize", "shm_size", size),
                        () -> findings.lost(
                                pointer, "A definition has no form for \"%s\".".formatted(Forms.text(value))));
    }

    private void extraHosts(JsonNode value, String pointer) {
        Map<String, Object> hosts = new LinkedHashMap<>();
        if (value.isObject()) {
            value.properties().forEach(entry -> {
                List<String> addresses = Forms.texts(entry.getValue());
                host(hosts, entry.getKey(), addresses, Pointer.below(pointer, entry.getKey()));
            });
        } else {
            for (Forms.Element element : Forms.elements(value, pointer)) {
                String text = element.text();
                int end = text.indexOf('=') < 0 ? text.indexOf(':') : text.indexOf('=');
                if (end > 0) {
                    host(hosts, text.substring(0, end), List.of(text.substring(end + 1)), element.pointer());
                }
            }
        }
        if (!hosts.isEmpty()) {
            put("extraHosts", "extra_hosts", hosts);
        }
    }

    private void host(Map<String, Object> hosts, String host, List<String> addresses, String pointer) {
        if (addresses.size() != 1 || hosts.containsKey(host)) {
            findings.lost(pointer, "A name has one address in a definition.");
            return;
        }
        hosts.put(host, addresses.get(0).replaceAll("^\\[(.*)]$", "$1"));
        findings.from(Pointer.below(definition, "extraHosts", host), pointer);
    }

    private void build(JsonNode value, String pointer) {
        new BuildForm(findings, parts.service(), name)
                .of(value, pointer)
                .ifPresent(build -> put("build", "build", build));
    }

    /** A container that has to have another name is still found by the one it had. */
    private List<String> formerName() {
        String former = Pointer.keys(at).get(1);
        return former.equals(name) ? List.of() : List.of(former);
    }

    private void put(String ours, String key, Object value) {
        out.put(ours, value);
        findings.from(Pointer.below(definition, ours), Pointer.below(at, key));
    }

    private static String ours(String key) {
        StringBuilder name = new StringBuilder();
        for (String word : key.split("_", -1)) {
            name.append(name.length() == 0 ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }
}
