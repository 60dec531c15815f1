// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner;

import dev.homelab.model.Catalog;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.ImageLock;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Problem;
import dev.homelab.provision.ImageDigests;
import dev.homelab.runner.ImageLockPlan.LockChange;
import dev.homelab.runner.guard.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the lock of images with what their tags stand for. */
final class ImageLocking {

    private final Catalog catalog;
    private final Path file;
    private final Set<String> only;
    private final Map<ServiceName, Set<String>> images = new TreeMap<>();

    /**
     * For these services.
     *
     * @param catalog the definitions as written
     * @param file the lock
     * @param only the services that it is about; empty for all
     */
    ImageLocking(Catalog catalog, Path file, Set<String> only) {
        this.catalog = catalog;
        this.file = file;
        this.only = Set.copyOf(only);
        Names.check(
                "service",
                only,
                catalog.services().map(service -> service.name().value()).toList());
        catalog.services()
                .filter(service ->
                        only.isEmpty() || only.contains(service.name().value()))
                .forEach(service -> images.put(service.name(), imagesOf(service)));
    }

    /** Returns the images that belong into the lock, by service: those whose tag moves, and those that are in it. */
    Map<ServiceName, Set<String>> images() {
        return images;
    }

    private Set<String> imagesOf(Service service) {
        Set<String> names = new TreeSet<>();
        service.containers().values().stream()
                .flatMap(container -> container.image().stream())
                .forEach(image -> {
                    boolean isLocked = catalog.lock().digest(image.tagged()).isPresent();
                    if (image.digest().isEmpty() && (isLocked || image.isMoving())) {
                        names.add(image.tagged());
                    }
                });
        return names;
    }

    /**
     * Returns what is to be changed.
     *
     * @param found what the tags stand for, as each host says
     * @param isWhole whether all definitions are known, so that an image that none names can go
     * @param isUsed whether the inventory says that the lock counts
     */
    ImageLockPlan plan(List<ImageDigests> found, boolean isWhole, boolean isUsed) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Set<String>> digests = new TreeMap<>();
        found.forEach(one -> {
            problems.addAll(one.problems());
            one.digests()
                    .forEach((image, all) -> digests.computeIfAbsent(image, key -> new TreeSet<>())
                            .addAll(all));
        });
        List<LockChange> changes = new ArrayList<>();
        int unchanged = 0;
        Map<String, Set<ServiceName>> services = services();
        for (Map.Entry<String, Set<ServiceName>> entry : services.entrySet()) {
            String image = entry.getKey();
            Set<String> known = digests.getOrDefault(image, Set.of());
            Optional<String> before = catalog.lock().digest(image);
            if (known.size() > 1) {
                problems.add(ambiguous(image, known, entry.getValue()));
            } else if (known.isEmpty()) {
                unchanged += before.isPresent() ? 1 : 0;
            } else if (known.equals(Set.copyOf(before.stream().toList()))) {
                unchanged++;
            } else {
                changes.add(new LockChange(
                        image,
                        entry.getValue(),
                        before,
                        Optional.of(known.iterator().next())));
            }
        }
        if (only.isEmpty() && isWhole) {
            catalog.lock().digests().forEach((image, digest) -> {
                if (!services.containsKey(image)) {
                    changes.add(new LockChange(image, Set.of(), Optional.of(digest), Optional.empty()));
                }
            });
        }
        return new ImageLockPlan(file, changes, unchanged, isUsed, Problem.sorted(problems));
    }

    private Map<String, Set<ServiceName>> services() {
        Map<String, Set<ServiceName>> services = new TreeMap<>();
        images.forEach((service, names) -> names.forEach(
                image -> services.computeIfAbsent(image, key -> new TreeSet<>()).add(service)));
        return services;
    }

    private Problem ambiguous(String image, Set<String> digests, Set<ServiceName> services) {
        ServiceName first = services.iterator().next();
        return catalog.definition(first)
                .map(definition -> new Problem(
                        "image runs in several versions",
                        definition.positions().at("containers"),
                        "containers run \"%s\" with %d digests (%s), so that %s cannot have the one that runs."
                                .formatted(image, digests.size(), String.join(", ", digests), ImageLock.FILE),
                        "write the line of the one that is right, or lock what the registry has now."))
                .orElseThrow();
    }
}
