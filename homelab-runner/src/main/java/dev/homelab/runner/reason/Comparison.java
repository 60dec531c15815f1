// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.reason;

import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.runner.detect.ChangedFile;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Definitions compared with what was before.
 *
 * @param earlier what they were compared with, in words
 * @param affected the services that they ask something else for
 * @param files the files that are others, if Git was asked; whether they touch a service is another matter
 * @param leftOut where services in Java are that were not read
 */
public record Comparison(
        String earlier,
        SortedMap<ServiceName, AffectedService> affected,
        List<ChangedFile> files,
        List<Problem> leftOut) {

    public Comparison {
        affected = Collections.unmodifiableSortedMap(new TreeMap<>(affected));
        files = List.copyOf(files);
        leftOut = List.copyOf(leftOut);
    }

    /** They cannot be compared. */
    public static Comparison impossible(String why) {
        return new Comparison("nothing, since " + why, new TreeMap<>(), List.of(), List.of());
    }
}
