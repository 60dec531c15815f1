// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request for graphics processors, as {@code gpus} and {@code deploy} of Compose write it. Pure. */
final class Gpu {

    private static final Set<String> KNOWN = Set.of("driver", "count", "device_ids", "capabilities");

    private Gpu() {}

    /** Returns it as a definition writes it; nothing if it asks for more. */
    static Optional<Map<String, Object>> of(JsonNode request) {
        boolean isKnown = request.propertyStream().allMatch(entry -> KNOWN.contains(entry.getKey()));
        List<String> capabilities = Forms.texts(request.path("capabilities"));
        if (!isKnown || !(capabilities.isEmpty() || capabilities.equals(List.of("gpu")))) {
            return Optional.empty();
        }
        Map<String, Object> gpu = new LinkedHashMap<>();
        if (request.hasNonNull("driver")) {
            gpu.put("driver", Forms.text(request.path("driver")));
        }
        List<String> ids = Forms.texts(request.path("device_ids"));
        String count = Forms.text(request.path("count"));
        if (!ids.isEmpty()) {
            gpu.put("ids", ids);
        } else if (count.matches("[1-9][0-9]{0,3}")) {
            gpu.put("count", Integer.valueOf(count));
        } else {
            gpu.put("count", "all");
        }
        return Optional.of(gpu);
    }

    /** Returns a number of processors; nothing if it is none. */
    static Optional<Number> number(JsonNode value) {
        String text = Forms.text(value);
        if (!text.matches("[0-9]{1,4}(\\.[0-9]{1,6})?") || Double.parseDouble(text) <= 0) {
            return Optional.empty();
        }
        double number = Double.parseDouble(text);
        return Optional.of(number == Math.rint(number) ? (Number) (int) number : (Number) number);
    }
}
