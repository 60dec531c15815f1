// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.host;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.container.Container;
import dev.homelab.model.container.Volume;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.DefinitionParts.Part;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.VolumeMount;
import dev.homelab.problem.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * On each host, one service at most writes to a volume, and others read it. Folders of the host are passed over: that
 * several services write to the same, such as one with films, is what they are for.
 */
final class VolumeSharedForWriting implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        Map<String, Part<VolumeMount>> writers = new HashMap<>();
        return catalog.definitions().stream()
                .filter(definition -> definition.service().host().isPresent())
                .filter(definition ->
                        DefinitionParts.isThere(definition.service().name()))
                .flatMap(DefinitionParts::containers)
                .flatMap(VolumeSharedForWriting::written)
                .flatMap(part -> clash(part, writers).stream())
                .toList();
    }

    private static Stream<Part<VolumeMount>> written(Part<Container> container) {
        List<VolumeMount> mounts = container.value().volumes();
        return IntStream.range(0, mounts.size())
                .filter(i -> DefinitionParts.isThere(mounts.get(i)))
                .filter(i -> mounts.get(i).isWellFormed() && mounts.get(i).isNamedVolume())
                .filter(i -> !mounts.get(i).isReadOnly())
                .mapToObj(i ->
                        new Part<>(container.definition(), container.path() + ".volumes[" + i + "]", mounts.get(i)));
    }

    private static Optional<Problem> clash(Part<VolumeMount> part, Map<String, Part<VolumeMount>> writers) {
        String host = part.definition().service().requiredHost();
        String name = nameOnHost(part.definition(), part.value());
        Part<VolumeMount> other = writers.putIfAbsent(host + " " + name, part);
        if (other == null || other.service().equals(part.service())) {
            return Optional.empty();
        }
        return Optional.of(part.problem(
                "volume written by two services",
                "the volume \"%s\" of host \"%s\" is already written by service \"%s\" (%s); two at once can ruin data."
                        .formatted(name, host, other.service(), other.where().render()),
                "let one of them only read it, with :ro at the end, or have its own."));
    }

    private static String nameOnHost(Definition definition, VolumeMount mount) {
        return Optional.ofNullable(definition.service().volumes().get(mount.source()))
                .flatMap(Volume::name)
                .orElseGet(() -> definition.service().projectName() + "_" + mount.source());
    }
}
