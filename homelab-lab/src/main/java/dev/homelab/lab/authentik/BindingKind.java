// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Policy bindings: who may launch an application. The lab has groups, but no policies and no users. */
final class BindingKind implements Kind {

    private final Directory directory;
    private final AuthentikVersion version;

    BindingKind(Directory directory, AuthentikVersion version) {
        this.directory = directory;
        this.version = version;
    }

    @Override
    public List<ObjectNode> rows() {
        return directory.bindings.rows();
    }

    @Override
    public String model() {
        return "PolicyBinding";
    }

    @Override
    public Optional<ObjectNode> find(String key) {
        return directory.bindings.find(key);
    }

    @Override
    public ObjectNode shown(ObjectNode row) {
        ObjectNode shown = row.deepCopy();
        shown.putNull("policy_obj");
        shown.set("group_obj", group(row));
        shown.putNull("user_obj");
        if (version.isSince(2026, 8)) {
            shown.putNull("expires").put("expiring", false);
        }
        return shown;
    }

    @Override
    public ObjectNode create(ObjectNode sent) {
        ObjectNode row = Json.object().put("pk", directory.nextUuid());
        new Forms(directory, version).binding().create(row, sent);
        checkSubject(row);
        directory.bindings.put(row);
        return row;
    }

    @Override
    public void change(ObjectNode row, ObjectNode sent) {
        new Forms(directory, version).binding().change(row, sent);
        checkSubject(row);
    }

    @Override
    public void delete(ObjectNode row) {
        directory.bindings.remove(row);
    }

    /** Returns what is shown of a binding where something is bound. */
    ObjectNode use(ObjectNode row) {
        String target = directory
                .applications
                .find(row.path("target").asText())
                .map(application -> application.path("name").asText())
                .orElse("");
        String group = directory
                .groups
                .find(row.path("group").asText())
                .map(found -> found.path("name").asText())
                .orElse("");
        String name = "Binding from %s #%d to Group %s"
                .formatted(target, row.path("order").asInt(), group);
        return Kind.use("authentik_policies", "policybinding", row, name, "cascade");
    }

    private JsonNode group(ObjectNode row) {
        return directory
                .groups
                .find(row.path("group").asText())
                .<JsonNode>map(new LookupView(version)::groupOfBinding)
                .orElse(NullNode.getInstance());
    }

    private static void checkSubject(ObjectNode row) {
        long subjects = Stream.of("policy", "group", "user")
                .filter(subject -> !row.path(subject).isNull())
                .count();
        if (subjects > 1) {
            throw Refusal.fields("non_field_errors", "Only one of 'group', 'policy', 'user' can be set.");
        }
        if (subjects == 0) {
            throw Refusal.fields("non_field_errors", "One of 'group', 'policy', 'user' must be set.");
        }
    }
}
