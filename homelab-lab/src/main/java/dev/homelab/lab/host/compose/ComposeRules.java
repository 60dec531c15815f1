// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Set;

/** What a Compose file must be besides YAML. */
final class ComposeRules {

    private static final Set<String> TOP_LEVEL =
            Set.of("version", "name", "services", "networks", "volumes", "secrets", "configs", "models", "include");

    private static final Set<String> SERVICE = Set.of(("annotations attach blkio_config build cap_add cap_drop cgroup"
                    + " cgroup_parent command configs container_name cpu_count cpu_percent cpu_period cpu_quota"
                    + " cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset credential_spec depends_on deploy develop"
                    + " device_cgroup_rules devices dns dns_opt dns_search domainname entrypoint env_file environment"
                    + " expose extends external_links extra_hosts gpus group_add healthcheck hostname image init ipc"
                    + " isolation label_file labels links logging mac_address mem_limit mem_reservation"
                    + " mem_swappiness memswap_limit models network_mode networks oom_kill_disable oom_score_adj pid"
                    + " pids_limit platform ports post_start pre_stop privileged profiles provider pull_policy"
                    + " pull_refresh_after read_only restart runtime scale secrets security_opt shm_size stdin_open"
                    + " stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket user"
                    + " userns_mode uts volumes volumes_from working_dir")
            .split(" "));

    private final Path file;
    private final JsonNode root;

    ComposeRules(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    /** Throws for the first thing Compose would refuse. */
    void check() {
        if (root.isMissingNode()) {
            throw new ComposeException(15, "empty compose file");
        }
        if (!root.isObject()) {
            throw invalid("", "top-level object must be a mapping");
        }
        noOthers(root, TOP_LEVEL, "");
        JsonNode services = root.path("services");
        if (!services.isObject() && !services.isMissingNode()) {
            throw invalid("services", "must be a mapping");
        }
        services.properties().forEach(entry -> checkService(entry.getKey(), entry.getValue()));
    }

    private void checkService(String name, JsonNode service) {
        if (!service.isObject()) {
            throw invalid("services." + name, "must be a mapping");
        }
        noOthers(service, SERVICE, "services." + name);
        service.properties()
                .forEach(entry -> ValueTypes.complaint(file.toString(), name, entry.getKey(), entry.getValue())
                        .ifPresent(complaint -> {
                            throw new ComposeException(complaint);
                        }));
        if (!service.hasNonNull("image") && !service.hasNonNull("build")) {
            throw project("service \"" + name + "\" has neither an image nor a build context specified");
        }
        service.path("ports").forEach(PortSpec::read);
        for (Iterator<String> needed = names(service.path("depends_on")); needed.hasNext(); ) {
            String other = needed.next();
            if (!root.path("services").has(other)) {
                throw project("service \"" + name + "\" depends on undefined service \"" + other + "\"");
            }
        }
        for (Iterator<String> joined = names(service.path("networks")); joined.hasNext(); ) {
            String network = joined.next();
            if (!network.equals("default") && !root.path("networks").has(network)) {
                throw project("service \"" + name + "\" refers to undefined network " + network);
            }
        }
        service.path("volumes").forEach(volume -> checkVolume(name, volume));
    }

    private void checkVolume(String service, JsonNode volume) {
        NamedVolume.in(volume).filter(used -> !root.path("volumes").has(used)).ifPresent(used -> {
            throw project("service \"" + service + "\" refers to undefined volume " + used);
        });
    }

    /** Names written as a list or as the keys of a map. */
    static Iterator<String> names(JsonNode node) {
        if (node.isObject()) {
            return node.fieldNames();
        }
        Iterator<JsonNode> elements = node.elements();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return elements.hasNext();
            }

            @Override
            public String next() {
                return elements.next().asText();
            }
        };
    }

    private void noOthers(JsonNode node, Set<String> known, String path) {
        node.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key) && !key.startsWith("x-")) {
                throw invalid(path, "additional properties '" + key + "' not allowed");
            }
        });
    }

    private ComposeException invalid(String path, String message) {
        return new ComposeException(15, "validating " + file + ": " + path + " " + message);
    }

    private static ComposeException project(String message) {
        return new ComposeException(15, message + ": invalid compose project");
    }
}
