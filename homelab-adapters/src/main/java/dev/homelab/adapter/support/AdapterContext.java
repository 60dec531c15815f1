// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support;

import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.provision.Cancellation;
import dev.homelab.spi.Context;
import dev.homelab.spi.Hosts;
import java.util.function.Supplier;

/**
 * The connections and secrets of one run; closed with it.
 *
 * @param inventory the homelab's machines and servers
 * @param secrets where secrets are found
 * @param key seals and opens secrets
 * @param hosts one SSH connection per host
 * @param http the one HTTP client
 * @param phase what ends the waits of the phase that the run is in
 * @param refreshImages whether registries are to be asked if tags mean other images than those that run
 */
public record AdapterContext(
        Inventory inventory,
        Secrets secrets,
        RootKey key,
        Hosts hosts,
        Http http,
        Supplier<Cancellation> phase,
        boolean refreshImages)
        implements Context, AutoCloseable {

    /** For a run that asks no registry and is not cancelled. */
    public AdapterContext(Inventory inventory, Secrets secrets, RootKey key, Hosts hosts, Http http) {
        this(inventory, secrets, key, hosts, http, Cancellation::new, false);
    }

    /** Opens no connection yet. */
    public static AdapterContext of(Inventory inventory, Secrets secrets, RootKey key) {
        return new AdapterContext(inventory, secrets, key, new SshHosts(inventory, secrets), new Http());
    }

    @Override
    public RootKey sealing() {
        return key;
    }

    @Override
    public Cancellation cancellation() {
        return phase.get();
    }

    @Override
    public void close() {
        hosts.close();
        http.close();
    }
}
