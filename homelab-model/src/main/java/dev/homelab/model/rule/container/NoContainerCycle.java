// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.container.Container;
import dev.homelab.model.name.NetworkMode;
import dev.homelab.model.rule.part.Rule;
import dev.homelab.model.rule.part.Sound;
import dev.homelab.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** No container waits for itself, be it through others; whoever uses the network of another waits for it too. */
final class NoContainerCycle implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(definition -> cycle(definition).map(circle -> problem(definition, circle)).stream())
                .toList();
    }

    /** Returns the first circle there is, each container waiting for the next and the last for the first. */
    private static Optional<List<String>> cycle(Definition definition) {
        Set<String> harmless = new HashSet<>();
        return definition.service().containers().keySet().stream()
                .flatMap(name -> cycle(definition, name, new LinkedHashSet<>(), harmless).stream())
                .findFirst();
    }

    private static Optional<List<String>> cycle(
            Definition definition, String name, Set<String> way, Set<String> harmless) {
        if (harmless.contains(name)) {
            return Optional.empty();
        }
        if (!way.add(name)) {
            List<String> walked = new ArrayList<>(way);
            return Optional.of(walked.subList(walked.indexOf(name), walked.size()));
        }
        Optional<List<String>> found = Sound.container(definition, name).stream()
                .flatMap(NoContainerCycle::needs)
                .flatMap(next -> cycle(definition, next, way, harmless).stream())
                .findFirst();
        way.remove(name);
        harmless.add(name);
        return found;
    }

    private static Stream<String> needs(Container container) {
        Stream<String> network = container.networkMode().flatMap(NetworkMode::container).stream();
        return Stream.concat(container.dependsOn().keySet().stream(), network);
    }

    private static Problem problem(Definition definition, List<String> circle) {
        String first = circle.get(0);
        return new Problem(
                "containers wait for each other",
                definition.positions().at("containers." + first),
                "none of these could ever start, since each waits for the next: %s, %s."
                        .formatted(String.join(", ", circle), first),
                "remove one of these from dependsOn or networkMode.");
    }
}
