// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.real;

import dev.homelab.model.inventory.Inventory;
import dev.homelab.provision.Cancellation;
import dev.homelab.spi.Context;
import dev.homelab.spi.Hosts;
import dev.homelab.spi.HttpClient;
import dev.homelab.spi.Sealing;
import dev.homelab.spi.SecretResolver;

/** What an adapter is lent whose requests are watched. */
record WatchedContext(Context real, HttpClient http) implements Context {

    @Override
    public Inventory inventory() {
        return real.inventory();
    }

    @Override
    public SecretResolver secrets() {
        return real.secrets();
    }

    @Override
    public Sealing sealing() {
        return real.sealing();
    }

    @Override
    public Hosts hosts() {
        return real.hosts();
    }

    @Override
    public Cancellation cancellation() {
        return real.cancellation();
    }

    @Override
    public boolean refreshImages() {
        return real.refreshImages();
    }
}
