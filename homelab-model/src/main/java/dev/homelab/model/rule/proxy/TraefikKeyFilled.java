// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.proxy;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.proxy.KeyTree;
import dev.homelab.model.proxy.TraefikKeys;
import dev.homelab.model.rule.part.Rule;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * No key under {@code traefik} is without content, and no text there is taken for a template: Traefik would refuse the
 * file, and with it all others.
 */
final class TraefikKeyFilled implements Rule {

    private static final String TEMPLATE = "{{";

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        for (Definition definition : catalog.definitions()) {
            TraefikBlock block = new TraefikBlock(definition);
            block.at()
                    .forEach(
                            (section, value) -> look(block, section, value, TraefikKeys.FILE.under(section), problems));
        }
        return problems;
    }

    private static void look(
            TraefikBlock block, String path, @Nullable Object value, Optional<KeyTree> tree, List<Problem> problems) {
        if (isEmpty(value)) {
            if (value == null || !tree.map(KeyTree::mayBeEmpty).orElse(false)) {
                problems.add(empty(block, path));
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, part) -> {
                String inner = path + "." + key;
                refuseTemplate(block, inner, String.valueOf(key), problems);
                look(block, inner, part, tree.flatMap(here -> here.under(String.valueOf(key))), problems);
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                look(block, path + "[" + i + "]", list.get(i), tree, problems);
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

    private static Problem empty(TraefikBlock block, String path) {
        return block.problem(
                "nothing behind a key",
                path,
                "Traefik refuses a file with an empty part, and loads no other while it is there.",
                "write what is to stand here, or remove the key.");
    }
}
