// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.Catalog;
import dev.homelab.model.container.Container;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.VolumeMount;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A container sees one thing at each path. */
final class OneMountPerPath implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(DefinitionParts::containers)
                .flatMap(OneMountPerPath::problems)
                .toList();
    }

    private static Stream<Problem> problems(Part<Container> container) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> first = new HashMap<>();
        List<VolumeMount> volumes = container.value().volumes();
        for (int i = 0; i < volumes.size(); i++) {
            VolumeMount mount = volumes.get(i);
            if (DefinitionParts.isThere(mount) && mount.isWellFormed()) {
                add(container, "volumes[" + i + "]", mount.path(), mount.source(), first, problems);
            }
        }
        container
                .value()
                .secretFiles()
                .keySet()
                .forEach(path -> add(container, "secretFiles." + path, path, "a secret", first, problems));
        return problems.stream();
    }

    private static void add(
            Part<Container> container,
            String place,
            String path,
            String source,
            Map<String, String> first,
            List<Problem> problems) {
        String other = first.putIfAbsent(path, source);
        if (other != null) {
            problems.add(new Problem(
                    "container path used twice",
                    container.definition().positions().at(container.path() + "." + place),
                    "\"%s\" already stands at \"%s\" in the container; Docker would refuse the second."
                            .formatted(other, path),
                    "mount one of them at another path."));
        }
    }
}
