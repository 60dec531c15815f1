// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Groups of users, which nothing but a name is written of. */
final class GroupKind implements Kind {

    private final Directory directory;
    private final AuthentikVersion version;
    private final boolean showsUsers;

    /**
     * @param showsUsers whether a group is shown with its users, of which the lab has none
     */
    GroupKind(Directory directory, AuthentikVersion version, boolean showsUsers) {
        this.directory = directory;
        this.version = version;
        this.showsUsers = showsUsers;
    }

    @Override
    public String model() {
        return "Group";
    }

    @Override
    public List<ObjectNode> rows() {
        return directory.groups.rows();
    }

    @Override
    public Optional<ObjectNode> find(String key) {
        return directory.groups.find(key);
    }

    @Override
    public ObjectNode shown(ObjectNode row) {
        ObjectNode shown = new LookupView(version).group(row);
        return showsUsers ? shown : shown.putNull("users_obj");
    }

    @Override
    public ObjectNode create(ObjectNode sent) {
        String name = sent.path("name").asText();
        if (directory.groups.findBy("name", name).isPresent()) {
            throw Refusal.fields("name", "Group with this name already exists.");
        }
        return new Seeds(directory).group(name, false);
    }

    @Override
    public void delete(ObjectNode row) {
        directory.removeGroup(row);
    }

    @Override
    public List<ObjectNode> usedBy(ObjectNode row) {
        BindingKind bindings = new BindingKind(directory, version);
        return bindings.rows().stream()
                .filter(binding -> binding.path("group").equals(row.get("pk")))
                .map(bindings::use)
                .toList();
    }
}
