// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host.compose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The values of a service that Compose takes only in one type; what it says of others is what Compose 5.6.1 says. */
final class ValueTypes {

    private static final Map<String, Type> OF_KEY = new TreeMap<>();

    static {
        put(Type.INTEGER, "cpu_count cpu_percent cpu_period cpu_quota cpu_shares oom_score_adj pids_limit scale");
        put(Type.BOOLEAN, "attach init oom_kill_disable privileged read_only stdin_open tty");
        put(Type.LIST, "cap_add cap_drop device_cgroup_rules external_links group_add links post_start profiles");
        put(Type.TEXT, "cgroup_parent cpuset domainname hostname ipc mac_address platform runtime uts working_dir");
        put(Type.MAPPING, "blkio_config credential_spec healthcheck logging storage_opt ulimits");
    }

    private enum Type {
        INTEGER("a number or string"),
        BOOLEAN("a boolean or string"),
        LIST("a array"),
        TEXT("a string"),
        MAPPING("a mapping");

        private final String word;

        Type(String word) {
            this.word = word;
        }
    }

    private ValueTypes() {}

    private static void put(Type type, String keys) {
        Set.of(keys.split(" ")).forEach(key -> OF_KEY.put(key, type));
    }

    /** Returns why Compose refuses a value, or nothing. */
    static Optional<String> complaint(String file, String service, String key, JsonNode value) {
        Type type = OF_KEY.get(key);
        if (type == null || value.isNull()) {
            return Optional.empty();
        }
        String place = "services." + service + "." + key;
        if (type == Type.INTEGER && value.isTextual() && !value.asText().matches("[+-]?\\d+")) {
            return Optional.of(
                    "error while interpolating %s: failed to cast to expected type: strconv.ParseInt: parsing \"%s\": invalid syntax"
                            .formatted(place, value.asText()));
        }
        if (type == Type.BOOLEAN && value.isTextual() && !value.asText().matches("(?i)true|false|yes|no|on|off|y|n")) {
            return Optional.of("'services[%s].%s' invalid boolean: %s".formatted(service, key, value.asText()));
        }
        return isOf(type, value)
                ? Optional.empty()
                : Optional.of("validating %s: %s must be %s".formatted(file, place, type.word));
    }

    private static boolean isOf(Type type, JsonNode value) {
        return switch (type) {
            case INTEGER -> value.isNumber() || value.isTextual();
            case BOOLEAN -> value.isBoolean() || value.isTextual();
            case LIST -> value.isArray();
            case TEXT -> value.isTextual();
            case MAPPING -> value.isObject();
        };
    }
}
