// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.proxy;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.proxy.KeyTree;
import dev.homelab.model.proxy.KeyTree.Kind;
import dev.homelab.model.proxy.TraefikKeys;
import dev.homelab.model.rule.part.Rule;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stands under {@code traefik} is known to Traefik, and of the right kind; or it would load no file at all. */
final class TraefikKeyKnown implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        for (Definition definition : catalog.definitions()) {
            TraefikBlock block = new TraefikBlock(definition);
            block.at()
                    .forEach((section, value) -> TraefikKeys.FILE
                            .under(section)
                            .ifPresent(tree -> value(block, section, value, tree, problems)));
        }
        return problems;
    }

    private static void value(
            TraefikBlock block, String path, @Nullable Object value, KeyTree tree, List<Problem> problems) {
        if (value == null || tree.kind() == Kind.ANYTHING) {
            return;
        }
        if (!isOf(tree.kind(), value)) {
            problems.add(block.problem(
                    "value of another kind",
                    path,
                    "Traefik expects %s here, and would load no file at all."
                            .formatted(tree.kind().words()),
                    "write %s.".formatted(tree.kind().words())));
        } else if (value instanceof Map<?, ?>) {
            mapping(block, path, value, tree, problems);
        } else if (value instanceof List<?> list && tree.kind() == Kind.MAPPINGS) {
            for (int i = 0; i < list.size(); i++) {
                mapping(block, path + "[" + i + "]", list.get(i), tree, problems);
            }
        }
    }

    private static void mapping(
            TraefikBlock block, String path, @Nullable Object value, KeyTree tree, List<Problem> problems) {
        TraefikBlock.mapping(value).forEach((key, part) -> {
            Optional<KeyTree> known = tree.under(key);
            if (known.isPresent()) {
                value(block, path + "." + key, part, known.get(), problems);
            } else {
                problems.add(unknown(block, path, key, tree));
            }
        });
    }

    private static boolean isOf(Kind kind, Object value) {
        return switch (kind) {
            case TEXT, ANYTHING -> isPlain(value);
            case NUMBER -> String.valueOf(value).matches("-?\\d+");
            case FLAG -> String.valueOf(value).matches("true|false");
            case TEXTS -> value instanceof List<?> list && list.stream().allMatch(TraefikKeyKnown::isPlain);
            case MAPPING -> value instanceof Map;
            case MAPPINGS -> value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance);
        };
    }

    private static boolean isPlain(@Nullable Object value) {
        return !(value instanceof Map) && !(value instanceof List);
    }

    private static Problem unknown(TraefikBlock block, String path, String key, KeyTree tree) {
        return block.problem(
                "unknown key",
                path + "." + key,
                "Traefik knows no \"%s\" in \"%s\", and would load no file at all.".formatted(key, path),
                Spelling.nearest(key, tree.keys())
                        .map("write \"%s\", if that is what you mean."::formatted)
                        .orElse("remove it; the keys here are %s.".formatted(String.join(", ", tree.keys()))));
    }
}
