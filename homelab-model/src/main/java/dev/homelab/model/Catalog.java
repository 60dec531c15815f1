// SPDX-License-Identifier: Apache-2.0
package dev.homelab.model;

import static java.util.stream.Collectors.toSet;

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
 */
public record Catalog(Inventory inventory, Positions inventoryPositions, List<Definition> definitions) {

    public Catalog {
        definitions = List.copyOf(definitions);
    }

    /** Returns the catalog with these definitions added. */
    public Catalog with(List<Definition> more) {
        return new Catalog(
                inventory,
                inventoryPositions,
                Stream.concat(definitions.stream(), more.stream()).toList());
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
