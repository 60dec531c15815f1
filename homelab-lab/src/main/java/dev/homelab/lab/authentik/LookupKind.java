// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.authentik;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Objects that clients only look up here: flows, scopes, key pairs, and providers of all kinds together.
 *
 * @param model what the server calls one
 * @param table where they are
 * @param key the field that names one in a path
 * @param view completes one to what the API shows
 */
record LookupKind(String model, Table table, String key, UnaryOperator<ObjectNode> view) implements Kind {

    @Override
    public List<ObjectNode> rows() {
        return table.rows();
    }

    @Override
    public Optional<ObjectNode> find(String value) {
        return table.findBy(key, value);
    }

    @Override
    public ObjectNode shown(ObjectNode row) {
        return view.apply(row);
    }
}
