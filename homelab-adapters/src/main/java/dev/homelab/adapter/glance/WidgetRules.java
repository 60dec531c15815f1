// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.adapter.glance.page.Mark;
import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Widget;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold for widgets that definitions have in Glance's own words, under {@code glance}. */
final class WidgetRules {

    private WidgetRules() {}

    static List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        for (Definition definition : catalog.definitions()) {
            List<Widget> tiles = definition.service().widget();
            for (int i = 0; i < tiles.size(); i++) {
                if (DefinitionParts.isThere(tiles.get(i)) && tiles.get(i).isRaw()) {
                    check(definition, tiles.get(i).glance(), "widget[" + i + "].glance", problems);
                }
            }
        }
        return problems;
    }

    private static void check(
            Definition definition,
            Map<String, ? extends @Nullable Object> widget,
            String path,
            List<Problem> problems) {
        if (!(widget.get("type") instanceof String)) {
            problems.add(new Problem(
                    "widget without type",
                    definition.positions().at(path + ".type"),
                    "Glance refuses a page with a widget whose \"type\" is missing.",
                    "write the type that Glance's documentation has for it, such as type: custom-api."));
        }
        Mark.KEYS.stream()
                .filter(widget::containsKey)
                .sorted()
                .forEach(key -> problems.add(new Problem(
                        "key reserved for homelab",
                        definition.positions().at(path + "." + key),
                        "\"%s\" is the key that marks whose widget it is.".formatted(key),
                        "remove it; homelab writes it.")));
    }
}
