// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every service has a name of its own, and its file is named after it. */
final class UniqueName implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Definition> first = new HashMap<>();
        for (Definition definition : catalog.definitions()) {
            if (!DefinitionParts.isThere(definition.service().name())
                    || !definition.service().name().isWellFormed()) {
                continue;
            }
            String name = DefinitionParts.nameOf(definition);
            Definition other = first.putIfAbsent(name, definition);
            if (other != null) {
                problems.add(usedTwice(definition, name, other));
            } else if (isMisnamed(definition.positions().file(), name)) {
                problems.add(misnamed(definition, name));
            }
        }
        return problems;
    }

    private static boolean isMisnamed(String file, String name) {
        return file.endsWith(".yaml") && !file.endsWith(name + ".yaml"); // a class may hold many services
    }

    private static Problem usedTwice(Definition definition, String name, Definition other) {
        return new Problem(
                "name used twice",
                definition.positions().at("name"),
                "\"%s\" already names the service of %s; everything made for one would be taken for the other's."
                        .formatted(name, other.positions().file()),
                "give one of them another name, and rename its file.");
    }

    private static Problem misnamed(Definition definition, String name) {
        return new Problem(
                "file named otherwise",
                definition.positions().at("name"),
                "the file of service \"%s\" must be named after it, so that a person finds it.".formatted(name),
                "rename the file to %s.yaml, or correct the name.".formatted(name));
    }
}
