// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import dev.homelab.model.inventory.Inventory;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a definition has to fit into.
 *
 * @param host that runs it, as named in the inventory
 * @param inventory decides what becomes a route or a tile; labels stay labels without one
 * @param name of the service; made of the project's when absent
 * @param routes those of proxies that lead to this project, beside what its labels say
 * @param usedElsewhere names of middlewares that the labels of other projects name; see {@link ProjectRoutes#middlewares}
 */
public record ConversionOptions(
        String host,
        Optional<Inventory> inventory,
        Optional<String> name,
        List<ClaimedRoute> routes,
        Set<String> usedElsewhere) {

    public ConversionOptions {
        routes = List.copyOf(routes);
        usedElsewhere = Set.copyOf(usedElsewhere);
    }

    /** A project of which nothing else is known. */
    public ConversionOptions(String host, Optional<Inventory> inventory, Optional<String> name) {
        this(host, inventory, name, List.of(), Set.of());
    }

    /** Names a host, and no inventory. */
    public static ConversionOptions on(String host) {
        return new ConversionOptions(host, Optional.empty(), Optional.empty());
    }

    /** Returns the same with routes of proxies, and with the middlewares that other projects name. */
    public ConversionOptions with(List<ClaimedRoute> others, Set<String> namedElsewhere) {
        return new ConversionOptions(host, inventory, name, others, namedElsewhere);
    }
}
