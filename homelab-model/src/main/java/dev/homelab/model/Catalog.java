// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import static java.util.stream.Collectors.toSet;

import dev.homelab.model.inventory.ImageLock;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.ServiceName;
import dev.homelab.problem.Positions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything a homelab should be: the root of the model. Not judged yet; see {@link ValidCatalog}.
 *
 * @param inventory its machines and servers
 * @param inventoryPositions for pointing at the inventory's parts
 * @param definitions its services, in the order of their files
 * @param lock what tags of images stand for, where the inventory leaves that to a lock
 */
public record Catalog(Inventory inventory, Positions inventoryPositions, List<Definition> definitions, ImageLock lock) {

    public Catalog {
        definitions = List.copyOf(definitions);
    }

    /** A catalog without a lock of images. */
    public Catalog(Inventory inventory, Positions inventoryPositions, List<Definition> definitions) {
        this(inventory, inventoryPositions, definitions, ImageLock.NONE);
    }

    /** Returns the catalog with these definitions added. */
    public Catalog with(List<Definition> more) {
        return withOnly(Stream.concat(definitions.stream(), more.stream()).toList());
    }

    /** Returns the catalog with these definitions in place of its own. */
    public Catalog withOnly(List<Definition> others) {
        return new Catalog(inventory, inventoryPositions, others, lock);
    }

    public Stream<Service> services() {
        return definitions.stream().map(Definition::service);
    }

    /** Returns the services that no run deletes. */
    public Set<ServiceName> protectedServices() {
        return services()
                .filter(service -> service.protect().orElse(false))
                .map(Service::name)
                .collect(toSet());
    }

    /** Returns the definition of a service, if the catalog has one. */
    public Optional<Definition> definition(ServiceName name) {
        return definitions.stream()
                .filter(definition -> definition.service().name().equals(name))
                .findFirst();
    }
}
