// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.warning;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Pin;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.ImageName;
import dev.homelab.problem.Problem;
import java.util.List;

/** A tag that moves says nothing of what runs, and a rollback can restore only what its host still has. */
final class MovingTag implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.inventory().pinOrUsual() == Pin.LOCK
                ? List.of()
                : catalog.definitions().stream()
                        .flatMap(DefinitionParts::containers)
                        .filter(part ->
                                part.value().image().filter(ImageName::isMoving).isPresent())
                        .map(part -> new Problem(
                                "tag of image moves",
                                part.definition().positions().at(part.path() + ".image"),
                                ("\"%s\" means another image whenever its publisher says so. A rollback restores the image that ran before for"
                                                + " as long as its host or a registry has it; which one a new host gets is not known.")
                                        .formatted(part.value().runs()),
                                "name a version; or lock the digests of such tags by \"pin: lock\" in the inventory."))
                        .toList();
    }
}
