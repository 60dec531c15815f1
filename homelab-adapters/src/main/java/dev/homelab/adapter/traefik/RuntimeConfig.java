// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.homelab.provision.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * What Traefik has in force, held against what files say.
 *
 * @param rawData as its API answers
 */
record RuntimeConfig(JsonNode rawData) {

    /**
     * The kinds of parts of a file that the API shows. It does not show servers' transports and what is under {@code tls}
     * (3.7.15): a router that uses one which is not there is disabled, and that is seen.
     */
    private static final List<Kind> KINDS = List.of(
            new Kind("http", "routers", "routers"),
            new Kind("http", "middlewares", "middlewares"),
            new Kind("http", "services", "services"),
            new Kind("tcp", "routers", "tcpRouters"),
            new Kind("tcp", "middlewares", "tcpMiddlewares"),
            new Kind("tcp", "services", "tcpServices"),
            new Kind("udp", "routers", "udpRouters"),
            new Kind("udp", "services", "udpServices"));

    /** What is compared. Other fields may look different in the API, or get defaults there. */
    private static final Set<String> COMPARED = Set.of(
            "rule",
            "entryPoints",
            "middlewares",
            "service",
            "tls",
            "passthrough",
            "certResolver",
            "loadBalancer",
            "passHostHeader",
            "serversTransport",
            "servers",
            "url",
            "forwardAuth",
            "address");

    /**
     * One kind of parts.
     *
     * @param section of a file
     * @param name within the section
     * @param shown where the API shows them
     */
    private record Kind(String section, String name, String shown) {

        boolean isRouter() {
            return name.equals("routers");
        }

        /** Returns what a part is called for people. */
        String named(String part) {
            String protocol = section.equals("http") ? "" : section + " ";
            return protocol + name.substring(0, name.length() - 1) + " " + part;
        }

        /** Returns the parts of this kind that a file defines, by name; a missing node if it defines none. */
        JsonNode of(JsonNode file) {
            return file.path(section).path(name);
        }
    }

    /** Returns whether everything in a file is in force as it stands there. */
    boolean holds(JsonNode file) {
        return KINDS.stream()
                .allMatch(kind -> kind.of(file).properties().stream()
                        .allMatch(part -> covers(part.getValue(), inForce(kind, part.getKey()))));
    }

    /** Returns whether something of a file is still in force that the file in its place says no more, or otherwise. */
    boolean keeps(JsonNode then, JsonNode now) {
        return KINDS.stream()
                .anyMatch(kind -> kind.of(then).properties().stream()
                        .anyMatch(part -> lingers(kind, part.getKey(), part.getValue(), kind.of(now))));
    }

    private boolean lingers(Kind kind, String name, JsonNode before, JsonNode after) {
        JsonNode found = inForce(kind, name);
        return after.path(name).isMissingNode()
                ? kind.isRouter() && covers(before, found)
                : lingers(before, after.path(name), found);
    }

    private static boolean lingers(JsonNode before, JsonNode after, JsonNode found) {
        if (before.isObject()) {
            return before.properties().stream().anyMatch((Map.Entry<String, JsonNode> field) -> {
                JsonNode now = after.path(field.getKey());
                JsonNode shown = found.path(field.getKey());
                return now.isMissingNode()
                        ? COMPARED.contains(field.getKey()) && covers(field.getValue(), shown)
                        : lingers(field.getValue(), now, shown);
            });
        }
        return !before.equals(after) && found.equals(before);
    }

    /** Returns the routers in force, by their full names. */
    JsonNode routers(String section) {
        return KINDS.stream()
                .filter(kind -> kind.section().equals(section) && kind.isRouter())
                .map(kind -> rawData.path(kind.shown()))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** Returns a middleware in force, by its full name or the one it has in files. */
    JsonNode middleware(String name) {
        return rawData.path("middlewares").path(References.inFull(name));
    }

    /** Returns the full names of what is in force of one kind. */
    List<String> names(String kind) {
        return rawData.path(kind).propertyStream().map(Map.Entry::getKey).toList();
    }

    /** Returns what Traefik has to say against the parts of a file. */
    List<String> errors(JsonNode file) {
        List<String> errors = new ArrayList<>();
        for (Kind kind : KINDS) {
            for (Map.Entry<String, JsonNode> part : kind.of(file).properties()) {
                String name = part.getKey();
                JsonNode found = inForce(kind, name);
                List<String> shown = texts(found.path("error"));
                shown.forEach(error -> errors.add(kind.named(name) + ": " + error));
                if (shown.isEmpty() && found.path("status").asText().equals("disabled")) {
                    errors.add(kind.named(name) + ": disabled");
                }
            }
        }
        return errors;
    }

    /** Says of each router of a file how it is, and of each other part that is not in force as it stands there. */
    List<CheckResult> findings(JsonNode file) {
        List<CheckResult> findings = new ArrayList<>();
        for (Kind kind : KINDS) {
            kind.of(file).properties().forEach(part -> {
                CheckResult finding = finding(kind, part.getKey(), part.getValue());
                if (kind.isRouter() || !finding.good()) {
                    findings.add(finding);
                }
            });
        }
        return findings;
    }

    private CheckResult finding(Kind kind, String name, JsonNode written) {
        JsonNode found = inForce(kind, name);
        List<String> wanted = texts(written.path("entryPoints"));
        List<String> using = texts(found.path("using"));
        List<String> errors = texts(found.path("error"));
        String status = found.path("status").asText("not there");
        boolean isEnabled = status.equals("enabled") && errors.isEmpty() && using.containsAll(wanted);
        boolean isOurs = covers(written, found);
        String where = using.isEmpty() ? "" : " on " + String.join(" and ", using);
        String why = errors.isEmpty() ? "" : ": " + String.join("; ", errors);
        String other = isEnabled && !isOurs ? ", but not as the file says" : "";
        return new CheckResult(kind.named(name) + " is in force", isEnabled && isOurs, status + where + why + other);
    }

    private static List<String> texts(JsonNode list) {
        return elements(list).stream().map(JsonNode::asText).toList();
    }

    private JsonNode inForce(Kind kind, String name) {
        return rawData.path(kind.shown()).path(name + "@file");
    }

    private static boolean covers(JsonNode written, JsonNode found) {
        if (found.isMissingNode()) {
            return false;
        }
        if (written.isObject()) {
            return written.properties().stream()
                    .filter(field -> COMPARED.contains(field.getKey()))
                    .allMatch(field -> covers(field.getValue(), found.path(field.getKey())));
        }
        if (written.isArray()) {
            List<JsonNode> wanted = elements(written);
            List<JsonNode> present = elements(found);
            return wanted.size() == present.size()
                    && IntStream.range(0, wanted.size()).allMatch(i -> covers(wanted.get(i), present.get(i)));
        }
        return found.asText().equals(written.asText()) || found.asText().equals(written.asText() + "@file");
    }

    private static List<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }
}
