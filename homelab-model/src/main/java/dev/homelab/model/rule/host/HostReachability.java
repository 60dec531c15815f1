// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.host;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.rule.support.CycleDetector;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A host is reached through another that this program can sign in to, and in the end through one that it reaches itself. */
final class HostReachability implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Set<String>> ways = new LinkedHashMap<>();
        catalog.inventory().hosts().forEach((name, host) -> {
            if (DefinitionParts.isThere(host)) {
                unread(catalog, name, host).ifPresent(problems::add);
                host.via().filter(DefinitionParts::isThere).ifPresent(via -> {
                    through(catalog, name, via).ifPresent(problems::add);
                    ways.put(name, Set.of(via));
                });
            }
        });
        CycleDetector.in(ways).map(circle -> circle(catalog, circle)).ifPresent(problems::add);
        return problems;
    }

    /** What says how to sign in is for hosts that are signed in to. */
    private static Optional<Problem> unread(Catalog catalog, String name, Host host) {
        String key = host.via().isPresent() ? "via" : host.user().isPresent() ? "user" : "ssh";
        if (host.isLocal()
                && (host.via().isPresent()
                        || host.user().isPresent()
                        || host.ssh().isPresent())) {
            return Optional.of(problem(
                    catalog,
                    name,
                    key,
                    "key of another connection",
                    "host \"%s\" is the machine that runs this, so there is no sign-in to it.".formatted(name),
                    "remove \"%s\", or \"connection: local\".".formatted(key)));
        }
        return host.via().isPresent() && !host.isReachable()
                ? Optional.of(problem(
                        catalog,
                        name,
                        "via",
                        "key of another connection",
                        "host \"%s\" says \"ssh: none\", so there is no way to it.".formatted(name),
                        "remove \"via\", or \"ssh: none\"."))
                : Optional.empty();
    }

    private static Optional<Problem> through(Catalog catalog, String name, String via) {
        Map<String, Host> hosts = catalog.inventory().hosts();
        if (!hosts.containsKey(via)) {
            return Optional.of(problem(
                    catalog,
                    name,
                    "via",
                    "host not known",
                    "there is no host \"%s\" among the hosts.".formatted(via),
                    Spelling.nearest(via, hosts.keySet())
                            .map("write \"%s\", if that is what you mean."::formatted)
                            .orElse("add it to hosts.")));
        }
        Host host = hosts.get(via);
        return DefinitionParts.isThere(host) && !host.hasSsh()
                ? Optional.of(problem(
                        catalog,
                        name,
                        "via",
                        "host without SSH",
                        "host \"%s\" is reached through \"%s\", which has no sign-in.".formatted(name, via),
                        "name a host that has SSH, or remove \"via\"."))
                : Optional.empty();
    }

    private static Problem circle(Catalog catalog, List<String> circle) {
        return problem(
                catalog,
                circle.get(0),
                "via",
                "hosts lead to each other",
                "none of these could ever be reached, since each is behind the next: %s, %s."
                        .formatted(String.join(", ", circle), circle.get(0)),
                "remove via from the one that is reached straight.");
    }

    private static Problem problem(
            Catalog catalog, String host, String key, String summary, String detail, String fix) {
        return new Problem(summary, catalog.inventoryPositions().at("hosts." + host + "." + key), detail, fix);
    }
}
