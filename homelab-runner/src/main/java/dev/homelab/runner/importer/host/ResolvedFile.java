// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes the defaults out of what {@code docker compose config} prints, which a person would not have written. */
final class ResolvedFile {

    private ResolvedFile() {}

    /**
     * Returns the tree without defaults.
     *
     * @param running the services that have a container
     * @param notes gets a sentence for each service that is not carried
     */
    static ObjectNode tidied(ObjectNode file, String project, Set<String> running, List<String> notes) {
        ObjectNode tree = (ObjectNode) plain(file);
        tree.remove("name");
        named(tree, "networks", project);
        named(tree, "volumes", project);
        List<String> absent = new ArrayList<>();
        tree.path("services").properties().forEach(entry -> {
            if (!running.contains(entry.getKey()) && entry.getValue().has("profiles")) {
                absent.add(entry.getKey());
            }
            if (entry.getValue() instanceof ObjectNode service) {
                service(service);
            }
        });
        absent.forEach(name -> {
            ((ObjectNode) tree.path("services")).remove(name);
            notes.add(
                    "Service \"%s\" of a profile has no container, and is not part of the definition.".formatted(name));
        });
        return tree;
    }

    private static void service(ObjectNode service) {
        service.remove("profiles");
        JsonNode networks = service.path("networks");
        if (networks.size() == 1 && networks.path("default").isEmpty() && networks.has("default")) {
            service.remove("networks");
        }
        service.path("ports").forEach(port -> {
            if (port instanceof ObjectNode one && one.path("mode").asText().equals("ingress")) {
                one.remove("mode");
            }
        });
        service.path("volumes").forEach(volume -> {
            if (volume instanceof ObjectNode mount) {
                ObjectNode bind = mount.path("bind") instanceof ObjectNode there ? there : mount.objectNode();
                if (bind.path("create_host_path").asBoolean()) {
                    bind.remove("create_host_path");
                }
                List.of("bind", "volume").forEach(key -> {
                    if (mount.has(key) && mount.path(key).isEmpty()) {
                        mount.remove(key);
                    }
                });
            }
        });
        service.path("depends_on").forEach(condition -> {
            if (condition instanceof ObjectNode one && one.path("required").asBoolean()) {
                one.remove("required");
            }
        });
    }

    /** A network or volume that has the name which Compose gives it needs none. */
    private static void named(ObjectNode tree, String section, String project) {
        List<String> spent = new ArrayList<>();
        tree.path(section).properties().forEach(entry -> {
            if (entry.getValue() instanceof ObjectNode one) {
                if (one.path("name").asText().equals(project + "_" + entry.getKey())) {
                    one.remove("name");
                }
                if (one.has("ipam") && one.path("ipam").isEmpty()) {
                    one.remove("ipam");
                }
                if (section.equals("networks") && entry.getKey().equals("default") && one.isEmpty()) {
                    spent.add(entry.getKey());
                }
            }
        });
        spent.forEach(tree.withObject("/" + section)::remove);
        if (tree.path(section).isEmpty()) {
            tree.remove(section);
        }
    }

    /** Compose doubles each dollar sign, so that its output can be read again. */
    private static JsonNode plain(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(node.asText().replace("$$", "$"));
        }
        if (node instanceof ArrayNode list) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            list.forEach(one -> copy.add(plain(one)));
            return copy;
        }
        if (node.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                boolean isUnsaid = entry.getValue().isNull()
                        && Set.of("command", "entrypoint").contains(entry.getKey());
                if (!isUnsaid) {
                    copy.set(entry.getKey(), plain(entry.getValue()));
                }
            }
            return copy;
        }
        return node;
    }
}
