// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.container;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The keys that a service of a Compose file can have. Source: the Compose specification of 2026-06.
 *
 * <p>Two are in neither list: {@code configs} and {@code models} each need a section of their own beside the services.
 */
public final class ComposeKeys {

    /** What {@code compose} of a container may hold: the keys that a definition has no word for. */
    public static final Set<String> WITHOUT_OUR_WORD = keys("annotations attach blkio_config build cgroup cgroup_parent"
            + " cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpuset"
            + " credential_spec deploy develop device_cgroup_rules dns dns_opt dns_search domainname env_file expose"
            + " extends external_links group_add ipc isolation label_file links mac_address mem_reservation"
            + " mem_swappiness memswap_limit oom_kill_disable oom_score_adj pid pids_limit platform post_start pre_stop"
            + " profiles provider pull_policy pull_refresh_after runtime scale stdin_open stop_signal storage_opt tty"
            + " ulimits use_api_socket userns_mode uts volumes_from working_dir");

    /** The definition's word for each of the other keys. */
    public static final Map<String, String> OUR_WORDS = words();

    private ComposeKeys() {}

    private static Set<String> keys(String words) {
        return new TreeSet<>(Set.of(words.split(" ")));
    }

    private static Map<String, String> words() {
        Map<String, String> words = new TreeMap<>(Map.of("mem_limit", "resources.memory", "cpus", "resources.cpus"));
        keys("cap_add cap_drop command container_name depends_on devices entrypoint environment extra_hosts gpus"
                        + " healthcheck hostname image init labels logging network_mode networks ports privileged read_only"
                        + " restart secrets security_opt shm_size stop_grace_period sysctls tmpfs user volumes")
                .forEach(key -> words.put(key, camelCase(key)));
        return words;
    }

    private static String camelCase(String key) {
        StringBuilder word = new StringBuilder();
        for (String part : key.split("_", -1)) {
            word.append(word.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
        }
        return word.toString();
    }
}
