// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.TargetException;
import dev.homelab.spi.Hosts;
import dev.homelab.spi.RemoteHost;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hosts of a homelab, each with at most one connection, opened when it is first needed and closed with the run. */
public final class SshHosts implements Hosts {

    private static final Logger LOG = LoggerFactory.getLogger(SshHosts.class);

    private final Inventory inventory;
    private final Secrets secrets;
    private final EarlyConnections early;
    private volatile Cancellation cancellation = new Cancellation();
    private final Map<String, SshHost> hosts = new ConcurrentHashMap<>();
    private final Map<String, RemoteHost> reconnecting = new ConcurrentHashMap<>();
    private volatile ReconnectPolicy policy = ReconnectPolicy.NONE;

    public SshHosts(Inventory inventory, Secrets secrets) {
        this(inventory, secrets, new EarlyConnections());
    }

    /** Hosts to which connections may have begun; those that are not needed are closed with the others. */
    public SshHosts(Inventory inventory, Secrets secrets, EarlyConnections early) {
        this.inventory = inventory;
        this.secrets = secrets;
        this.early = early;
    }

    /** Ends, from now on, a wait for a host that does not answer once this is cancelled. */
    public SshHosts cancelledBy(Cancellation now) {
        this.cancellation = now;
        return this;
    }

    @Override
    public RemoteHost host(String name) {
        return reconnecting.computeIfAbsent(name, key -> new ReconnectingHost(once(key), () -> policy));
    }

    /**
     * Waits, from now on, for hosts that become unreachable, and repeats what they could not do.
     *
     * @param patience how long, from the first failure on; zero for not at all
     * @param cancellation ends a wait early
     */
    public void reconnectWithin(Duration patience, Cancellation cancellation) {
        policy = new ReconnectPolicy(patience, cancellation);
    }

    /** Begins to connect to hosts, all at once and in the background. What goes wrong with one is reported when it is first used. */
    public void connectAhead(Collection<String> names) {
        for (String name : names) {
            if (Optional.ofNullable(inventory.hosts().get(name))
                    .filter(Host::hasSsh)
                    .isPresent()) {
                try {
                    overSsh(name).connectAhead();
                } catch (TargetException e) {
                    LOG.debug("{} is not connected to ahead.", name, e);
                }
            }
        }
    }

    private RemoteHost once(String name) {
        return local(name)
                .<RemoteHost>map(host -> new LocalHost(name, HostEnvironment.of(host)))
                .orElseGet(() -> overSsh(name));
    }

    private Optional<Host> local(String name) {
        return Optional.ofNullable(inventory.hosts().get(name)).filter(Host::isLocal);
    }

    /** Returns a host that is signed in to. */
    SshHost overSsh(String name) {
        SshHost known = hosts.get(name);
        if (known != null) {
            return known;
        }
        SshLogin login = SshLogin.of(inventory, name, secrets);
        SshRoute way = Optional.ofNullable(inventory.hosts().get(name))
                .flatMap(Host::via)
                .map(gate -> overSsh(gate).wayOn())
                .orElseGet(SshRoute::straight);
        HostEnvironment environment = Optional.ofNullable(inventory.hosts().get(name))
                .map(HostEnvironment::of)
                .orElse(HostEnvironment.DEFAULT);
        return hosts.computeIfAbsent(
                name, key -> new SshHost(login, way, environment, () -> cancellation).with(early.take(login)));
    }

    @Override
    public void close() {
        hosts.values().forEach(SshHost::close);
        early.close();
    }
}
