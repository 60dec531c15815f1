// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.routing;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.Service;
import dev.homelab.model.Widget;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No two tiles of a group look the same, so that visitors can distinguish the services. */
final class TilesDiffer implements Rule {

    private record Look(String page, String group, String title) {}

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        Map<Look, Definition> first = new HashMap<>();
        for (Definition definition : catalog.definitions()) {
            Service service = definition.service();
            if (service.widget().isEmpty() || !DefinitionParts.isThere(service.name())) {
                continue;
            }
            Look look = look(definition, service.widget().get());
            Definition other = first.putIfAbsent(look, definition);
            if (other != null && !DefinitionParts.nameOf(other).equals(DefinitionParts.nameOf(definition))) {
                problems.add(alike(definition, other, look));
            }
        }
        return problems;
    }

    private static Look look(Definition definition, Widget widget) {
        return new Look(
                widget.page().orElse("Home"),
                widget.group().orElse(definition.category()),
                definition.service().displayName());
    }

    private static Problem alike(Definition definition, Definition other, Look look) {
        return new Problem(
                "two tiles look alike",
                definition.positions().at("title"),
                "page \"%s\" would show \"%s\" twice in group \"%s\": for this service and for \"%s\"."
                        .formatted(look.page(), look.title(), look.group(), DefinitionParts.nameOf(other)),
                "give one of them another title, or another group.");
    }
}
