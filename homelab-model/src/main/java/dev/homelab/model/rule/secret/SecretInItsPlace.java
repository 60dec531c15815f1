// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.secret;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.Container;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.SecretText;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A secret inside text stands where it is filled in; anywhere else the container would get the reference. */
final class SecretInItsPlace implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .flatMap(container -> Stream.concat(
                        problems(
                                container,
                                "environment",
                                container.value().environment(),
                                "let the variable stand under \"secrets\" with the same text."),
                        problems(
                                container,
                                "labels",
                                container.value().labels(),
                                "keep it out of the label: everyone who may ask Docker can read labels.")))
                .toList();
    }

    private static Stream<Problem> problems(
            Part<Container> container, String key, Map<String, String> texts, String fix) {
        return texts.entrySet().stream()
                .filter(entry -> DefinitionParts.isThere(entry.getValue())
                        && entry.getValue().contains(SecretText.BEGIN))
                .map(entry -> new Problem(
                        "secret not filled in here",
                        container.definition().positions().at(container.path() + "." + key + "." + entry.getKey()),
                        "\"%s\" has a reference to a secret, which is filled in under \"secrets\" and \"secretFiles\" alone."
                                .formatted(entry.getKey()),
                        fix));
    }
}
