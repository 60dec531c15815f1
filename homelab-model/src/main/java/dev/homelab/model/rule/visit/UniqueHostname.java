// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.visit;

import dev.homelab.model.Catalog;
import dev.homelab.model.name.Hostname;
import dev.homelab.model.rule.part.Rule;
import dev.homelab.model.rule.part.Sound;
import dev.homelab.model.rule.part.Sound.Part;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** No two routes share a hostname. Records are for {@link RecordsClash} to judge. */
final class UniqueHostname implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        Map<Hostname, Part<Hostname>> first = new HashMap<>();
        routed(catalog).forEach(part -> {
            Part<Hostname> other = first.putIfAbsent(part.value(), part);
            if (other != null) {
                problems.add(part.problem(
                        "hostname used twice",
                        "\"%s\" already belongs to service \"%s\" (%s). Visitors would reach whichever of the two came first."
                                .formatted(
                                        part.value(),
                                        other.service(),
                                        other.where().render()),
                        "give one of them another hostname."));
            }
        });
        return problems;
    }

    private static Stream<Part<Hostname>> routed(Catalog catalog) {
        return Sound.hostnames(catalog).filter(part -> part.path().startsWith("routes"));
    }
}
