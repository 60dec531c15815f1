// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter;

import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Host.Connection;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.RecordFolder;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.SecretRef;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Homelabs of one machine with a proxy on it, for tests of the targets that are reached over HTTP. */
public final class Homes {

    /** Where the proxy is, in the range of addresses that are nobody's. */
    public static final String PROXY = "192.0.2.20";

    private Homes() {}

    public static Inventory inventory(String homelab) {
        return inventory(homelab, Optional.empty());
    }

    /** The same, of this machine. */
    public static Inventory local(String homelab) {
        return inventory(homelab, Optional.of(Connection.LOCAL));
    }

    private static Inventory inventory(String homelab, Optional<Connection> connection) {
        Host host = new Host(
                PROXY,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                connection,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Inventory(
                homelab,
                SecretRef.of("env:HOMELAB_KEY"),
                RecordFolder.of("record"),
                Hostname.of("home.arpa"),
                Optional.empty(),
                Optional.empty(),
                Map.of("box", host),
                Map.of("proxy", proxy()),
                Map.of(),
                Map.of());
    }

    /** What a run would lend to an adapter; close it. */
    public static AdapterContext context(String homelab, Map<String, String> environment) {
        Secrets secrets = new Secrets(environment);
        Inventory inventory = inventory(homelab);
        return new AdapterContext(
                inventory,
                secrets,
                new RootKey("a key for tests that is long enough"),
                new SshHosts(inventory, secrets),
                new Http());
    }

    private static Target proxy() {
        record NoSettings() {}
        return new Target(
                "proxy",
                "traefik",
                Wave.ROUTING,
                Optional.of("box"),
                Optional.of(URI.create("https://192.0.2.20")),
                new NoSettings());
    }
}
