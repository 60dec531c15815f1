// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a person wrote beside a key.
 *
 * @param above the lines above it, each without its {@code #}
 * @param beside the comment at the end of its line
 */
public record Comment(List<String> above, Optional<String> beside) {

    public Comment {
        above = List.copyOf(above);
    }

    /** Returns both, this one first. */
    Comment and(Comment other) {
        List<String> lines = new ArrayList<>(above);
        beside.ifPresent(lines::add);
        lines.addAll(other.above);
        other.beside.ifPresent(lines::add);
        return new Comment(lines, Optional.empty());
    }

    /** Returns all its lines. */
    List<String> lines() {
        return new Comment(List.of(), Optional.empty()).and(this).above;
    }
}
