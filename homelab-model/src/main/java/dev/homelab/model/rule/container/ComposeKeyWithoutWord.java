// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.ComposeKeys;
import dev.homelab.model.container.Container;
import dev.homelab.model.rule.part.Rule;
import dev.homelab.model.rule.part.Sound;
import dev.homelab.model.rule.part.Sound.Part;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Spelling;
import java.util.List;
import java.util.Optional;

/** What stands under {@code compose} is known to Compose, and has no word in a definition. */
final class ComposeKeyWithoutWord implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(Sound::containers)
                .flatMap(part -> part.value().compose().keySet().stream().flatMap(key -> problem(part, key).stream()))
                .toList();
    }

    private static Optional<Problem> problem(Part<Container> part, String key) {
        if (ComposeKeys.WITHOUT_OUR_WORD.contains(key)) {
            return Optional.empty();
        }
        String ours = ComposeKeys.OUR_WORDS.get(key);
        return Optional.of(
                ours == null
                        ? problem(
                                part,
                                key,
                                "unknown key",
                                "a container cannot have the Compose key \"%s\".".formatted(key),
                                advice(key))
                        : problem(
                                part,
                                key,
                                "key has a dedicated form",
                                "a definition says \"%s\" as \"%s\"; there is one form for each thing."
                                        .formatted(key, ours),
                                "write \"%s\" beside \"image\", and remove it here.".formatted(ours)));
    }

    private static String advice(String key) {
        return Spelling.nearest(key, ComposeKeys.WITHOUT_OUR_WORD)
                .map("write \"%s\", if that is what you mean."::formatted)
                .orElse("remove it; the keys here are %s.".formatted(String.join(", ", ComposeKeys.WITHOUT_OUR_WORD)));
    }

    private static Problem problem(Part<Container> part, String key, String summary, String detail, String fix) {
        return new Problem(summary, part.definition().positions().at(part.path() + ".compose." + key), detail, fix);
    }
}
