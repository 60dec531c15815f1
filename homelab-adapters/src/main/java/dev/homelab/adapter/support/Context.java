// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support;

import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.Hosts;
import dev.homelab.model.inventory.Inventory;

/**
 * What a run lends to every adapter; closed with the run.
 *
 * @param inventory the homelab's machines and servers
 * @param secrets where secrets are found
 * @param key seals and opens secrets
 * @param hosts one SSH connection per host
 * @param http the one HTTP client
 * @param refreshImages whether registries are to be asked if tags mean other images than those that run
 */
public record Context(Inventory inventory, Secrets secrets, RootKey key, Hosts hosts, Http http, boolean refreshImages)
        implements AutoCloseable {

    /** For a run that asks no registry. */
    public Context(Inventory inventory, Secrets secrets, RootKey key, Hosts hosts, Http http) {
        this(inventory, secrets, key, hosts, http, false);
    }

    public String homelab() {
        return inventory.homelab();
    }

    @Override
    public void close() {
        hosts.close();
        http.close();
    }
}
