// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.routing;

import dev.homelab.model.Catalog;
import dev.homelab.model.Route;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.Hostname;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * No two routes share a hostname and a path. Services may share a hostname between them unless one asks for a sign-in, which
 * is known by that hostname alone. Records are for {@link RecordsClash} to judge.
 */
final class UniqueHostname implements Rule {

    /** Routes that visitors enter elsewhere do not clash. */
    private record Place(
            Hostname hostname, Optional<String> path, Optional<String> pathPattern, List<String> entryPoints) {

        static Place of(Hostname hostname, Route route) {
            return new Place(
                    hostname,
                    route.path(),
                    route.pathPattern(),
                    route.entryPoints().stream()
                            .filter(DefinitionParts::isThere)
                            .sorted()
                            .toList());
        }
    }

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        Map<Hostname, Part<Hostname>> names = new HashMap<>();
        Map<Place, Part<Hostname>> places = new HashMap<>();
        DefinitionParts.routes(catalog)
                .forEach(route -> route.value().hostname().ifPresent(hostname -> {
                    Part<Hostname> part = new Part<>(route.definition(), route.path() + ".hostname", hostname);
                    Part<Hostname> same = places.putIfAbsent(Place.of(hostname, route.value()), part);
                    Part<Hostname> other = names.putIfAbsent(hostname, part);
                    if (same != null) {
                        problems.add(usedTwice(part, same, whole(route.value())));
                    } else if (other != null && isBehindAnothersSignIn(part, other)) {
                        problems.add(signInShared(part, other));
                    }
                }));
        return problems;
    }

    private static String whole(Route route) {
        return route.hostname().map(Hostname::value).orElse("")
                + route.path().orElse("")
                + route.pathPattern().map(" "::concat).orElse("");
    }

    private static boolean isBehindAnothersSignIn(Part<Hostname> part, Part<Hostname> other) {
        boolean asks = part.definition().service().requiresLogin()
                || other.definition().service().requiresLogin();
        return asks && !part.service().equals(other.service());
    }

    private static Problem usedTwice(Part<Hostname> part, Part<Hostname> other, String what) {
        return part.problem(
                "hostname used twice",
                "\"%s\" already belongs to service \"%s\" (%s). Visitors would reach whichever of the two came first."
                        .formatted(what, other.service(), other.where().render()),
                "give one of them another hostname.");
    }

    private static Problem signInShared(Part<Hostname> part, Part<Hostname> other) {
        return part.problem(
                "hostname shared with a sign-in",
                "service \"%s\" (%s) has \"%s\" as well, and one of the two asks for a sign-in, which protects a whole hostname."
                        .formatted(other.service(), other.where().render(), part.value()),
                "give one of them another hostname.");
    }
}
