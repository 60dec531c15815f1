// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What reading definitions brought to light.
 *
 * @param catalog what could be read; empty if there is no inventory
 * @param problems what could not; a catalog with problems must never be applied
 */
public record ParseResult(Optional<Catalog> catalog, List<Problem> problems) {

    /** Returns this and what else was found, to be judged together. */
    public ParseResult with(List<Definition> moreDefinitions, List<Problem> moreProblems) {
        return new ParseResult(
                catalog.map(known -> known.with(moreDefinitions)),
                Problem.sorted(
                        Stream.concat(problems.stream(), moreProblems.stream()).toList()));
    }
}
