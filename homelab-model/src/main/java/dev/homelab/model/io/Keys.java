// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import java.util.Optional;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The keys of mappings: text, even where YAML would see a number or a truth in them. */
final class Keys {

    private Keys() {}

    /** Returns the key of an entry, unless it is a list, a mapping, or nothing at all. */
    static Optional<String> text(NodeTuple entry) {
        return entry.getKeyNode() instanceof ScalarNode key && !Scalars.isNull(key)
                ? Optional.of(key.getValue())
                : Optional.empty();
    }

    /** Returns the path of a key within what stands at a path. */
    static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
