// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.caddy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line of a block, with the block behind it.
 *
 * @param name its first word
 * @param arguments the rest of the line
 * @param block the lines within its braces; empty if it has none
 * @param place file and line
 */
record Directive(String name, List<String> arguments, List<Directive> block, String place) {

    Stream<Directive> all(String wanted) {
        return block.stream().filter(line -> line.name().equals(wanted));
    }

    /** Returns the only argument of a line of the block. */
    Optional<String> one(String wanted) {
        return all(wanted).flatMap(line -> line.arguments().stream()).findFirst();
    }
}
