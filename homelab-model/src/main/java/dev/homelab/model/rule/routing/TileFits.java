// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.routing;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.Widget;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of a tile go together, and it leads to a page of its service. */
final class TileFits implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        for (Definition definition : catalog.definitions()) {
            List<Widget> tiles = definition.service().widget();
            for (int i = 0; i < tiles.size(); i++) {
                if (DefinitionParts.isThere(tiles.get(i))) {
                    check(definition, tiles.get(i), "widget[" + i + "]", problems);
                }
            }
        }
        return problems;
    }

    private static void check(Definition definition, Widget tile, String path, List<Problem> problems) {
        if (tile.isRaw()) {
            ofTiles(tile).entrySet().stream()
                    .filter(entry -> entry.getValue().isPresent())
                    .forEach(entry -> problems.add(new Problem(
                            "tile has two forms",
                            definition.positions().at(path + "." + entry.getKey()),
                            "\"glance\" is the whole widget, so \"%s\" would have no effect.".formatted(entry.getKey()),
                            "write it among the keys of \"glance\", or remove \"glance\".")));
            return;
        }
        if (tile.isBookmark() && tile.checkPath().isPresent()) {
            problems.add(new Problem(
                    "bookmark has no light",
                    definition.positions().at(path + ".checkPath"),
                    "a bookmark is never checked, so \"checkPath\" would never be asked for.",
                    "remove it, or \"bookmark\"."));
        }
        if (tile.hostname().isPresent()
                && hasPages(definition.service())
                && definition.service().pageOf(tile).isEmpty()) {
            problems.add(new Problem(
                    "tile leads to no page",
                    definition.positions().at(path + ".hostname"),
                    "service \"%s\" has no route to a page at %s."
                            .formatted(
                                    DefinitionParts.nameOf(definition),
                                    Quoted.of(tile.hostname().get().value())),
                    "write the hostname of one of its routes, or add a route."));
        }
    }

    private static boolean hasPages(Service service) {
        return service.firstPage().isPresent();
    }

    private static Map<String, Optional<?>> ofTiles(Widget tile) {
        Map<String, Optional<?>> keys = new LinkedHashMap<>();
        keys.put("group", tile.group());
        keys.put("title", tile.title());
        keys.put("icon", tile.icon());
        keys.put("hostname", tile.hostname());
        keys.put("path", tile.path());
        keys.put("bookmark", tile.bookmark());
        keys.put("checkPath", tile.checkPath());
        return keys;
    }
}
