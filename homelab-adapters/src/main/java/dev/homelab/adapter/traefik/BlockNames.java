// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** What a service names under {@code traefik} begins with its own name, since all services share one space of names. */
final class BlockNames implements Rule {

    private static final List<String> KINDS =
            List.of("routers", "services", "middlewares", "serversTransports", "options", "stores");

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        for (Definition definition : catalog.definitions()) {
            if (DefinitionParts.isThere(definition.service().name())) {
                check(new TraefikBlock(definition), problems);
            }
        }
        return problems;
    }

    private static void check(TraefikBlock block, List<Problem> problems) {
        RouteNames names = new RouteNames(block.definition().service().name());
        for (String section : block.at().keySet()) {
            for (String kind : KINDS) {
                block.at(section, kind).keySet().stream()
                        .filter(name -> !names.isOwn(name))
                        .forEach(name -> problems.add(foreign(block, section + "." + kind + "." + name, name, names)));
            }
        }
    }

    private static Problem foreign(TraefikBlock block, String path, String name, RouteNames names) {
        return block.problem(
                "name must start with the service's",
                path,
                "all services share the names at the proxy, and \"%s\" does not begin with that of this one."
                        .formatted(name),
                "name it %s_%s, or put it into a file of your own beside ours.".formatted(names.service(), name));
    }
}
