// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.model.inventory.Inventory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The hosts of a homelab, each with at most one connection, opened when it is first needed and closed with the run. */
public final class SshHosts implements Hosts {

    private final Inventory inventory;
    private final Secrets secrets;
    private final Map<String, SshHost> hosts = new ConcurrentHashMap<>();

    public SshHosts(Inventory inventory, Secrets secrets) {
        this.inventory = inventory;
        this.secrets = secrets;
    }

    @Override
    public RemoteHost host(String name) {
        return hosts.computeIfAbsent(name, key -> new SshHost(SshLogin.of(inventory, key, secrets)));
    }

    @Override
    public void close() {
        hosts.values().forEach(SshHost::close);
    }
}
