// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model.rule.container;

import dev.homelab.model.Catalog;
import dev.homelab.model.Definition;
import dev.homelab.model.rule.support.DefinitionParts;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.model.value.VolumeMount;
import dev.homelab.problem.Problem;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a service says of volumes and folders concerns those that its containers mount. */
final class MountedVolume implements Rule {

    @Override
    public List<Problem> check(Catalog catalog) {
        return catalog.definitions().stream()
                .flatMap(definition -> Stream.concat(volumes(definition), folders(definition)))
                .toList();
    }

    private static Stream<Problem> volumes(Definition definition) {
        Set<String> mounted = mounted(definition, VolumeMount::isNamedVolume);
        return definition.service().volumes().keySet().stream()
                .filter(name -> !mounted.contains(name))
                .map(name -> problem(definition, "volumes." + name, "volume", name));
    }

    private static Stream<Problem> folders(Definition definition) {
        Set<String> mounted = mounted(definition, mount -> !mount.isNamedVolume());
        return definition.service().folders().keySet().stream()
                .filter(path -> path.startsWith("/"))
                .filter(path -> mounted.stream().noneMatch(other -> meet(path, other)))
                .map(path -> problem(definition, "folders." + path, "folder", path));
    }

    /** Returns whether one is the other, or lies within it. */
    private static boolean meet(String path, String other) {
        return (path + "/").startsWith(other + "/") || (other + "/").startsWith(path + "/");
    }

    private static Set<String> mounted(Definition definition, Predicate<VolumeMount> kind) {
        return DefinitionParts.containers(definition)
                .flatMap(part -> part.value().volumes().stream())
                .filter(DefinitionParts::isThere)
                .filter(mount -> mount.value().contains(":"))
                .filter(kind)
                .map(VolumeMount::source)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Problem problem(Definition definition, String path, String kind, String name) {
        return new Problem(
                kind + " not mounted",
                definition.positions().at(path),
                "no container of service \"%s\" mounts \"%s\".".formatted(DefinitionParts.nameOf(definition), name),
                "correct the name, or mount it: volumes: [\"%s:/path\"].".formatted(name));
    }
}
