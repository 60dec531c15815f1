// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import dev.homelab.model.inventory.Inventory;
import java.util.Optional;

/**
 * What a definition has to fit into.
 *
 * @param host that runs it, as named in the inventory
 * @param inventory decides what becomes a route or a tile; labels stay labels without one
 * @param name of the service; made of the project's when absent
 */
public record ConversionOptions(String host, Optional<Inventory> inventory, Optional<String> name) {

    /** Names a host, and no inventory. */
    public static ConversionOptions on(String host) {
        return new ConversionOptions(host, Optional.empty(), Optional.empty());
    }
}
