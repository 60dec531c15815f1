// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support;

import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.value.ServiceName;
import dev.homelab.provision.Cancellation;
import dev.homelab.report.Activity;
import dev.homelab.report.Watcher;
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
 * @param target the target that this is lent to; empty if to none in particular
 * @param watcher follows what targets are at work on
 */
public record AdapterContext(
        Inventory inventory,
        Secrets secrets,
        RootKey key,
        Hosts hosts,
        Http http,
        Supplier<Cancellation> phase,
        boolean refreshImages,
        String target,
        Watcher watcher)
        implements Context, AutoCloseable {

    /** For a run that asks no registry and is not cancelled. */
    public AdapterContext(Inventory inventory, Secrets secrets, RootKey key, Hosts hosts, Http http) {
        this(inventory, secrets, key, hosts, http, Cancellation::new, false);
    }

    /** For a run that no person watches. */
    public AdapterContext(
            Inventory inventory,
            Secrets secrets,
            RootKey key,
            Hosts hosts,
            Http http,
            Supplier<Cancellation> phase,
            boolean refreshImages) {
        this(inventory, secrets, key, hosts, http, phase, refreshImages, "", Watcher.none());
    }

    /** Returns the same, lent to a target, whose work it follows. */
    public AdapterContext lentTo(String name) {
        return new AdapterContext(inventory, secrets, key, hosts, http, phase, refreshImages, name, watcher);
    }

    @Override
    public boolean isWatched() {
        return watcher.wantsDetails();
    }

    @Override
    public void report(ServiceName service, String step, String detail) {
        watcher.at(new Activity(target, service.value(), step, detail));
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
