// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.model.Catalog;
import dev.homelab.model.LoadBalancer;
import dev.homelab.model.Route;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The transport a route names is brought along by some service, or its name says which provider brings it. Other proxies judge theirs. */
final class KnownTransport implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        if (catalog.inventory()
                .proxy()
                .filter(proxy -> !(proxy instanceof TraefikSettings))
                .isPresent()) {
            return List.of(); // another proxy has its own
        }
        Set<String> known = TraefikBlock.namesInAll(catalog, "http", "serversTransports");
        return DefinitionParts.routes(catalog)
                .flatMap(part -> problem(part, known).stream())
                .toList();
    }

    private static Optional<Problem> problem(Part<Route> part, Set<String> known) {
        return part.value()
                .loadBalancer()
                .flatMap(LoadBalancer::serversTransport)
                .filter(name -> !name.contains("@") && !known.contains(name))
                .map(name -> new Problem(
                        "transport not known",
                        part.definition().positions().at(part.path() + ".loadBalancer.serversTransport"),
                        "no service defines \"%s\" under \"traefik\".".formatted(name),
                        Spelling.nearest(name, known)
                                .map("write \"%s\", if that is what you mean."::formatted)
                                .orElse("write \"%s@file\", if a file of your own beside ours defines it."
                                        .formatted(name))));
    }
}
