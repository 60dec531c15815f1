// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.adapter.traefik.KeyTree.Kind;
import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands under {@code traefik} is known to Traefik and of the right kind, no key is without content, and no text is
 * taken for a template: Traefik would refuse the file, and with it all others.
 */
final class BlockSyntax implements Rule {

    private static final String TEMPLATE = "{{";

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        for (Definition definition : catalog.definitions()) {
            TraefikBlock block = new TraefikBlock(definition);
            Map<String, @Nullable Object> sections = block.at();
            sections.forEach((section, value) ->
                    KeyTree.FILE.under(section).ifPresent(tree -> known(block, section, value, tree, problems)));
            sections.forEach((section, value) -> filled(block, section, value, KeyTree.FILE.under(section), problems));
        }
        return problems;
    }

    private static void known(
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
                known(block, path + "." + key, part, known.get(), problems);
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
            case TEXTS -> value instanceof List<?> list && list.stream().allMatch(BlockSyntax::isPlain);
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

    private static void filled(
            TraefikBlock block, String path, @Nullable Object value, Optional<KeyTree> tree, List<Problem> problems) {
        if (isEmpty(value)) {
            if (value == null || !tree.map(KeyTree::mayBeEmpty).orElse(false)) {
                problems.add(block.problem(
                        "nothing behind a key",
                        path,
                        "Traefik refuses a file with an empty part, and loads no other while it is there.",
                        "write what is to stand here, or remove the key."));
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, part) -> {
                String inner = path + "." + key;
                refuseTemplate(block, inner, String.valueOf(key), problems);
                filled(block, inner, part, tree.flatMap(here -> here.under(String.valueOf(key))), problems);
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                filled(block, path + "[" + i + "]", list.get(i), tree, problems);
            }
        } else {
            refuseTemplate(block, path, String.valueOf(value), problems);
        }
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value == null
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof List<?> list && list.isEmpty());
    }

    private static void refuseTemplate(TraefikBlock block, String path, String text, List<Problem> problems) {
        if (text.contains(TEMPLATE)) {
            problems.add(block.problem(
                    "template in a definition",
                    path,
                    "Traefik runs its files through a template engine, for which \"{{\" begins an instruction.",
                    "write what the instruction would come to, or put this part into a file of your own beside ours."));
        }
    }
}
