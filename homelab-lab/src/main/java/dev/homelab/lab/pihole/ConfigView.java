// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configuration as {@code GET /api/config} shows it: plain values, or each with its flags. */
final class ConfigView {

    /** What every detailed answer has beside the configuration. */
    private static final ObjectNode DETAILS = details();

    private final PiholeConfig config;
    private final boolean detailed;

    ConfigView(PiholeConfig config, boolean detailed) {
        this.config = config;
        this.detailed = detailed;
    }

    /** Returns the part at {@code path}, inside all that leads to it; nothing is there for an unknown path. */
    ObjectNode at(List<String> path) {
        ObjectNode body = detailed ? DETAILS.deepCopy() : PiholeAnswer.object();
        ObjectNode inner = body.putObject("config");
        JsonNode part = whole();
        for (String segment : path) {
            part = part.path(segment);
        }
        if (part.isMissingNode()) {
            return body;
        }
        if (path.isEmpty()) {
            body.set("config", part);
            return body;
        }
        for (String segment : path.subList(0, path.size() - 1)) {
            inner = inner.putObject(segment);
        }
        inner.set(path.get(path.size() - 1), part);
        return body;
    }

    private ObjectNode whole() {
        ObjectNode whole = PiholeAnswer.object();
        ObjectNode dns = whole.putObject("dns");
        for (RecordArray array : RecordArray.values()) {
            dns.set(array.leaf(), array(array));
        }
        dns.set("expandHosts", flag("Whether short names answer with the domain, too", config.expandHosts));
        ObjectNode domain = dns.putObject("domain");
        domain.set(
                "name",
                leaf(
                        "The DNS domain",
                        null,
                        "string",
                        TextNode.valueOf(config.domain),
                        TextNode.valueOf("lan"),
                        flags(true, false)));
        domain.set("local", flag("Whether the domain is never asked for elsewhere", config.isDomainLocal));
        whole.putObject("misc").set("readOnly", flag("Whether the API may change the configuration", config.readOnly));
        ObjectNode api = whole.putObject("webserver").putObject("api");
        api.set("app_sudo", flag("Whether application passwords may write", config.appSudo));
        api.set("allow_destructive", flag("Whether the API may restart it", config.allowDestructive));
        return whole;
    }

    private JsonNode array(RecordArray array) {
        ArrayNode lines = JsonNodeFactory.instance.arrayNode();
        config.lines(array).forEach(lines::add);
        JsonNode none = JsonNodeFactory.instance.arrayNode();
        return leaf(
                array.description(),
                array.allowed(),
                "string array",
                lines,
                none,
                flags(config.restarts(array), config.forced.contains(array)));
    }

    private JsonNode flag(String description, boolean value) {
        return leaf(description, null, "boolean", BooleanNode.valueOf(value), BooleanNode.FALSE, flags(false, false));
    }

    private JsonNode leaf(
            String description,
            @Nullable String allowed,
            String type,
            JsonNode value,
            JsonNode initial,
            ObjectNode flags) {
        if (!detailed) {
            return value;
        }
        ObjectNode leaf = PiholeAnswer.object().put("description", description);
        leaf.put("allowed", allowed).put("type", type);
        leaf.set("value", value);
        leaf.set("default", initial);
        leaf.put("modified", !value.equals(initial));
        leaf.set("flags", flags);
        return leaf;
    }

    private static ObjectNode flags(boolean restarts, boolean forced) {
        return PiholeAnswer.object()
                .put("restart_dnsmasq", restarts)
                .put("session_reset", false)
                .put("env_var", forced);
    }

    private static ObjectNode details() {
        try (InputStream json = ConfigView.class.getResourceAsStream("detailed.json")) {
            return (ObjectNode) new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
