// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.io;

import org.yaml.snakeyaml.nodes.ScalarNode;

/** A value that is all of a text: it is read as the text or the number that is expected where it is named. */
final class ValueNode extends ScalarNode {

    /** The value, in place of the text that names it. */
    ValueNode(ScalarNode value, ScalarNode place) {
        super(value.getTag(), true, value.getValue(), place.getStartMark(), place.getEndMark(), value.getScalarStyle());
    }
}
