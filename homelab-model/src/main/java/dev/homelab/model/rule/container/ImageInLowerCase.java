// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.Container;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Locale;

/** Repositories of images are lower case: Docker refuses any other name. A registry and a tag may have capitals. */
final class ImageInLowerCase implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .flatMap(part -> part.value().image().stream()
                        .filter(image -> DefinitionParts.isThere(image.value()))
                        .flatMap(image -> problem(part, image.value()).stream()))
                .toList();
    }

    private static List<Problem> problem(Part<Container> part, String image) {
        String repository = repository(image);
        if (repository.equals(repository.toLowerCase(Locale.ROOT))) {
            return List.of();
        }
        return List.of(new Problem(
                "image not in lower case",
                part.definition().positions().at(part.path() + ".image"),
                "\"%s\" has capitals in its name, and Docker refuses such an image.".formatted(image),
                "write \"%s\".".formatted(image.replace(repository, repository.toLowerCase(Locale.ROOT)))));
    }

    /** Returns the name without registry, tag and digest. */
    private static String repository(String image) {
        String name = image.contains("@") ? image.substring(0, image.indexOf('@')) : image;
        int slash = name.lastIndexOf('/');
        int tag = name.indexOf(':', slash + 1);
        String untagged = tag < 0 ? name : name.substring(0, tag);
        int first = untagged.indexOf('/');
        String registry = first < 0 ? "" : untagged.substring(0, first);
        return registry.contains(".") || registry.contains(":") || registry.equals("localhost")
                ? untagged.substring(first + 1)
                : untagged;
    }
}
