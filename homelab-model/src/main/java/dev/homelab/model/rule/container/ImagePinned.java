// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.Container;
import dev.homelab.model.inventory.ImageLock;
import dev.homelab.model.inventory.Pin;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.ImageName;
import dev.homelab.problem.Problem;
import dev.homelab.problem.Remedy;
import java.util.List;
import java.util.Optional;

/** An image whose tag moves is as the inventory's {@code pin} says: refused, accepted, or locked to a digest. */
final class ImagePinned implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        Pin pin = catalog.inventory().pinOrUsual();
        return catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .flatMap(part -> part.value().image().stream()
                        .filter(image -> DefinitionParts.isThere(image.value())
                                && image.value().matches(ImageName.FORM))
                        .flatMap(image -> problem(part, image, pin).stream()))
                .toList();
    }

    private static Optional<Problem> problem(Part<Container> part, ImageName image, Pin pin) {
        if (pin == Pin.REQUIRE && image.isLatest()) {
            return Optional.of(
                    new Problem(
                            "image not pinned",
                            part.definition().positions().at(part.path() + ".image"),
                            "\"%s\" must be pinned to a tag or digest, so that a rollback has an image to restore."
                                    .formatted(image),
                            "write something such as nginx:1.29; or lock the digests of such tags by \"pin: lock\" in the inventory."));
        }
        if (pin == Pin.LOCK && image.isMoving()) {
            return Optional.of(new Problem(
                            "image not locked",
                            part.definition().positions().at(part.path() + ".image"),
                            "the tag of \"%s\" moves, and %s has no digest for it, so that it is not known which image is meant."
                                    .formatted(image.tagged(), ImageLock.FILE),
                            "lock its digest.")
                    .with(Remedy.of(Remedy.Kind.PIN, part.service())));
        }
        return Optional.empty();
    }
}
