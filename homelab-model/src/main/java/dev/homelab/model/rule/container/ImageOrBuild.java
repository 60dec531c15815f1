// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.Build;
import dev.homelab.model.container.Container;
import dev.homelab.model.inventory.Pin;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Quoted;
import java.util.ArrayList;
import java.util.List;

/** A container has an image or says what that is built from, which is the same tomorrow, and no secret goes into it. */
final class ImageOrBuild implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        List<Problem> problems = new ArrayList<>();
        boolean mayMove = catalog.inventory().pinOrUsual() == Pin.WARN;
        catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .forEach(part -> check(part, mayMove, problems));
        return problems;
    }

    private static void check(Part<Container> part, boolean mayMove, List<Problem> problems) {
        Container container = part.value();
        boolean isSaid = has(part, "image") || has(part, "build");
        if (container.image().isEmpty() && container.build().isEmpty() && !isSaid) {
            problems.add(new Problem(
                    "value missing",
                    part.definition().positions().at(part.path() + ".image"),
                    "\"image\" is required, unless \"build\" says what it is built from.",
                    "write something such as nginx:1.29."));
        }
        if (container.image().isPresent() && container.build().isPresent()) {
            problems.add(new Problem(
                    "image beside build",
                    part.definition().positions().at(part.path() + ".image"),
                    "an image that is built is named after what it is built from.",
                    "remove \"image\", or \"build\"."));
        }
        container.build().ifPresent(build -> check(part, build, mayMove, problems));
    }

    private static void check(Part<Container> part, Build build, boolean mayMove, List<Problem> problems) {
        if (DefinitionParts.isThere(build.context()) && build.isMoving() && !mayMove) {
            problems.add(
                    new Problem(
                            "build not pinned",
                            part.definition().positions().at(part.path() + ".build"),
                            "%s names no tag and no commit, so that what is built from it changes without a change here."
                                    .formatted(Quoted.of(build.context())),
                            "write a tag or a commit behind it, such as #v1.2.0; or accept it by \"pin: warn\" in the inventory."));
        }
        build.args().forEach((name, value) -> {
            if (DefinitionParts.isThere(value) && value.contains("${secret:")) {
                problems.add(new Problem(
                        "secret in a build",
                        part.definition().positions().at(part.path() + ".build.args." + name),
                        "everyone who has an image can read the variables it was built with.",
                        "let the container have it while it runs, under \"secrets\" or \"secretFiles\"."));
            }
        });
    }

    /** Whether the file has a key, be it readable or not. */
    private static boolean has(Part<Container> part, String key) {
        return part.definition().positions().places().containsKey(part.path() + "." + key);
    }
}
