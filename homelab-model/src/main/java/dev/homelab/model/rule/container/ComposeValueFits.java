// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.ComposeKeys;
import dev.homelab.model.container.Container;
import dev.homelab.model.rule.container.ComposeSchema.Misfit;
import dev.homelab.model.rule.part.Rule;
import dev.homelab.model.rule.part.Sound;
import dev.homelab.model.rule.part.Sound.Part;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Spelling;
import java.util.List;
import java.util.stream.Stream;

/** What stands under {@code compose} has values that Compose takes. */
final class ComposeValueFits implements Rule {

    private static final String REFERENCE = "https://docs.docker.com/reference/compose-file/services/#";

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(Sound::containers)
                .flatMap(ComposeValueFits::problems)
                .toList();
    }

    private static Stream<Problem> problems(Part<Container> part) {
        return part.value().compose().entrySet().stream()
                .filter(entry -> ComposeKeys.WITHOUT_OUR_WORD.contains(entry.getKey()))
                .filter(entry -> Sound.isThere(entry.getValue()))
                .flatMap(entry -> ComposeSchema.misfits(entry.getKey(), entry.getValue()).stream()
                        .map(misfit -> problem(part, entry.getKey(), misfit)));
    }

    private static Problem problem(Part<Container> part, String key, Misfit misfit) {
        String place = key + misfit.path();
        return new Problem(
                "value not valid for compose",
                part.definition().positions().at(part.path() + ".compose." + place),
                "\"%s\" %s.".formatted(place, misfit.complaint()),
                Spelling.nearest(place.substring(place.lastIndexOf('.') + 1), misfit.known())
                        .map("write \"%s\", if that is what you mean."::formatted)
                        .orElse("correct it; Compose describes this key here:\n\n  " + REFERENCE + key));
    }
}
