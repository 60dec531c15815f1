// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.routing;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Widget;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No two tiles of a group look the same, so that visitors can distinguish what they lead to. */
final class TilesDiffer implements Rule {

    private record Look(String page, String group, String title) {}

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        Map<Look, Definition> first = new HashMap<>();
        for (Definition definition : catalog.definitions()) {
            List<Widget> tiles = definition.service().widget();
            for (int i = 0;
                    i < tiles.size()
                            && DefinitionParts.isThere(definition.service().name());
                    i++) {
                if (DefinitionParts.isThere(tiles.get(i)) && !tiles.get(i).isRaw()) {
                    Look look = look(definition, tiles.get(i));
                    Definition other = first.putIfAbsent(look, definition);
                    if (definition.equals(other)) {
                        problems.add(twice(definition, "widget[" + i + "]", look));
                    } else if (other != null
                            && !DefinitionParts.nameOf(other).equals(DefinitionParts.nameOf(definition))) {
                        String title = tiles.get(i).title().isPresent() ? "widget[" + i + "].title" : "title";
                        problems.add(alike(definition, title, other, look));
                    }
                }
            }
        }
        return problems;
    }

    private static Look look(Definition definition, Widget tile) {
        return new Look(
                tile.pageOrDefault(),
                tile.groupIn(definition.category()),
                tile.title().orElseGet(definition.service()::displayName));
    }

    private static Problem alike(Definition definition, String path, Definition other, Look look) {
        return new Problem(
                "two tiles look alike",
                definition.positions().at(path),
                "page \"%s\" would show \"%s\" twice in group \"%s\": for this service and for \"%s\"."
                        .formatted(look.page(), look.title(), look.group(), DefinitionParts.nameOf(other)),
                "give one of them another title, or another group.");
    }

    private static Problem twice(Definition definition, String path, Look look) {
        return new Problem(
                "two tiles look alike",
                definition.positions().at(path),
                "page \"%s\" would show \"%s\" twice in group \"%s\", both for this service."
                        .formatted(look.page(), look.title(), look.group()),
                "give one of them a \"title\", or another \"group\".");
    }
}
