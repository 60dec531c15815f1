// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.glance;

import dev.homelab.model.Backend;
import dev.homelab.model.Route;
import dev.homelab.model.Service;
import dev.homelab.model.inventory.Inventory;
import java.net.URI;
import java.util.Optional;

/** Where Glance asks whether a service is up. */
final class TileAddress {

    private TileAddress() {}

    /** Returns where a service answers without the proxy, which would send Glance to the sign-in. */
    static Optional<String> behindTheSignIn(Service service, Route route, Inventory inventory) {
        return route.url().or(() -> Backend.onHost(service, route, inventory)).map(URI::toString);
    }
}
