// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.compose.rule;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.Container;
import dev.homelab.model.container.Healthcheck;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.List;

/** The command of a health check is written alone: what Compose puts before it would be taken for the program. */
final class CommandOfHealthcheck implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .flatMap(part -> part.value().healthcheck().map(Healthcheck::command).orElse(List.of()).stream()
                        .limit(1)
                        .filter(DefinitionParts::isThere)
                        .flatMap(first -> problem(part, first).stream()))
                .toList();
    }

    private static List<Problem> problem(Part<Container> part, String first) {
        return switch (first) {
            case "CMD" -> List.of(problem(part, first, "leave \"CMD\" out."));
            case "CMD-SHELL" -> List.of(problem(part, first, "write \"shell\" with the line instead of \"command\"."));
            case "NONE" -> List.of(problem(part, first, "write {disable: true}."));
            default -> List.of();
        };
    }

    private static Problem problem(Part<Container> part, String first, String fix) {
        return new Problem(
                "health check is no command",
                part.definition().positions().at(part.path() + ".healthcheck.command[0]"),
                "\"%s\" is a word of Compose, and here it would be run as a program.".formatted(first),
                fix);
    }
}
