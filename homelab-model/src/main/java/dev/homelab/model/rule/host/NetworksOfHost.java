// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.host;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The networks of a host, those of its projects and those they share, are no more than its engine has addresses for. */
final class NetworksOfHost implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        Map<String, List<Definition>> byHost = catalog.definitions().stream()
                .filter(definition -> definition.service().host().isPresent() && hasNetwork(definition))
                .collect(groupingBy(definition -> definition.service().requiredHost(), LinkedHashMap::new, toList()));
        return byHost.entrySet().stream()
                .flatMap(entry -> problem(catalog, entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    /** Whether some container is in the network of its project, which Compose makes only then. */
    private static boolean hasNetwork(Definition definition) {
        return DefinitionParts.containers(definition)
                .anyMatch(part -> part.value().networkMode().isEmpty());
    }

    private static long shared(List<Definition> definitions) {
        return definitions.stream()
                .flatMap(DefinitionParts::containers)
                .flatMap(part -> part.value().networks().stream().flatMap(List::stream))
                .distinct()
                .count();
    }

    private static Optional<Problem> problem(Catalog catalog, String name, List<Definition> definitions) {
        Host host = catalog.inventory().hosts().get(name);
        if (host == null) {
            return Optional.empty();
        }
        int shared = (int) shared(definitions);
        int most = Math.max(0, host.mostNetworks() - shared);
        if (definitions.size() <= most) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                "too many networks on host",
                definitions.get(most).positions().at("host"),
                "\"%s\" runs %d services, each with a network of its own, and its Docker has addresses for %d."
                        .formatted(name, definitions.size(), most),
                """
                move services to another host; or give its Docker smaller and more networks in /etc/docker/daemon.json, such as

                  {"default-address-pools": [{"base": "172.16.0.0/12", "size": 24}]}

                restart it, and add "networks: 4000" to host "%s" in the inventory.""".formatted(name)));
    }
}
