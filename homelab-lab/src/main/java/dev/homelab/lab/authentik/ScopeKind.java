// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Mappings of scopes: what clients learn of visitors. */
final class ScopeKind implements Kind {

    private static final Form FORM = new Form()
            .required("name", Rule.NAME)
            .nullable("managed", Rule.TEXT)
            .required("scope_name", Rule.NAME)
            .required("expression", Rule.NAME)
            .text("description", "", Rule.TEXT);

    private final Directory directory;
    private final AuthentikVersion version;

    ScopeKind(Directory directory, AuthentikVersion version) {
        this.directory = directory;
        this.version = version;
    }

    @Override
    public String model() {
        return "ScopeMapping";
    }

    @Override
    public List<ObjectNode> rows() {
        return directory.scopes.rows();
    }

    @Override
    public Optional<ObjectNode> find(String key) {
        return directory.scopes.find(key);
    }

    @Override
    public ObjectNode shown(ObjectNode row) {
        return new LookupView(version).scope(row);
    }

    @Override
    public ObjectNode create(ObjectNode sent) {
        ObjectNode row = Json.object().put("pk", directory.nextUuid());
        FORM.create(row, sent);
        if (directory.scopes.findBy("name", row.path("name").asText()).isPresent()) {
            throw Refusal.fields("name", "Property Mapping with this name already exists.");
        }
        directory.scopes.put(row);
        return row;
    }
}
