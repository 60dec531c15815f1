// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.warning;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.Container;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.VolumeMount;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a container writes stays when it is recreated only in a volume that has a name. */
final class VolumeWithoutName implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .flatMap(VolumeWithoutName::problems)
                .toList();
    }

    private static Stream<Problem> problems(Part<Container> container) {
        List<VolumeMount> volumes = container.value().volumes();
        return IntStream.range(0, volumes.size())
                .filter(i -> volumes.get(i).isAnonymous())
                .mapToObj(i -> new Problem(
                        "volume without a name",
                        container.definition().positions().at(container.path() + ".volumes[" + i + "]"),
                        "Docker gives the volume at \"%s\" a name that nothing here knows: its data is lost to the service when it is removed or renamed."
                                .formatted(volumes.get(i).path()),
                        "give it one, such as \"data:%s\", or keep it in memory with \"tmpfs\"."
                                .formatted(volumes.get(i).path())));
    }
}
