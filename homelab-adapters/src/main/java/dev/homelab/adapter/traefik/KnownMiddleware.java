// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.model.Catalog;
import dev.homelab.model.Route;
import dev.homelab.model.inventory.ProxySettings;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Positions;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A route goes through middlewares that the proxy has, or that some service brings along. */
final class KnownMiddleware implements Rule {

    private static final String OF_FILES = "@file";

    @Override
    public List<Problem> check(Catalog catalog) {
        Optional<ProxySettings> proxy = catalog.inventory().proxy();
        if (proxy.isEmpty()) {
            return List.of();
        }
        Set<String> known = new TreeSet<>(TraefikBlock.namesInAll(catalog, "http", "middlewares"));
        known.addAll(proxy.get().middlewares());
        List<Problem> problems = new ArrayList<>();
        check(
                catalog.inventory().defaultsOrNone().middlewares(),
                catalog.inventoryPositions(),
                "defaults.middlewares",
                known,
                problems);
        DefinitionParts.routes(catalog)
                .filter(part -> isWrittenThere(part))
                .forEach(part -> check(
                        part.value().middlewares().orElse(List.of()),
                        part.definition().positions(),
                        part.path() + ".middlewares",
                        known,
                        problems));
        return problems;
    }

    private static boolean isWrittenThere(Part<Route> part) {
        return !part.definition().filled().containsKey(part.path() + ".middlewares");
    }

    private static void check(
            List<String> names, Positions positions, String path, Set<String> known, List<Problem> problems) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (DefinitionParts.isThere(name) && !isAmong(known, name)) {
                problems.add(new Problem(
                        "middleware not known",
                        positions.at(path + "[" + i + "]"),
                        "\"%s\" is neither among the middlewares of the proxy in the inventory nor under \"traefik\" of a service."
                                .formatted(name),
                        Spelling.nearest(name, known)
                                .map("write \"%s\", if that is what you mean."::formatted)
                                .orElse("add it to \"middlewares\" of the proxy, if its own files define it.")));
            }
        }
    }

    private static boolean isAmong(Set<String> known, String name) {
        return known.stream().anyMatch(one -> bare(one).equals(bare(name)));
    }

    private static String bare(String name) {
        return name.endsWith(OF_FILES) ? name.substring(0, name.length() - OF_FILES.length()) : name;
    }
}
