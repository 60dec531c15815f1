// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * One router as Traefik runs it.
 *
 * @param name with the provider
 * @param written the router as it stands in the file
 * @param priority as written, or the length of the rule
 * @param using the entry points it listens on
 * @param middlewares names with the provider, in their order
 * @param service name with the provider
 * @param errors what is wrong with it
 * @param rule absent when the router is disabled
 */
record Router(
        String name,
        ObjectNode written,
        long priority,
        List<String> using,
        List<String> middlewares,
        String service,
        List<String> errors,
        Optional<Rule> rule) {

    /** {@code enabled}, {@code warning} for one that works all the same, or {@code disabled}. */
    String status() {
        return rule.isEmpty() ? "disabled" : errors.isEmpty() ? "enabled" : "warning";
    }

    boolean hasTls() {
        return written.hasNonNull("tls");
    }

    /** The router as the API shows it, without its name. */
    ObjectNode json() {
        ObjectNode json = written.deepCopy();
        json.remove("middlewares");
        if (!written.has("entryPoints")) {
            using.forEach(json.putArray("entryPoints")::add);
        }
        if (!middlewares.isEmpty()) {
            middlewares.forEach(json.putArray("middlewares")::add);
        }
        if (written.path("tls") instanceof ObjectNode tls && !tls.has("options")) {
            ((ObjectNode) json.get("tls")).put("options", "default");
        }
        json.put("priority", priority).put("status", status());
        if (!errors.isEmpty()) {
            errors.forEach(json.putArray("error")::add);
        }
        using.forEach(json.putArray("using")::add);
        return json;
    }

    boolean mentions(String text) {
        JsonNode rule = written.path("rule");
        return name.contains(text) || rule.asText().contains(text) || service.contains(text);
    }
}
