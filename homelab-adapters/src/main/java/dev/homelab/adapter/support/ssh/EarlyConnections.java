// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.SshAccess;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that begin as soon as the inventory is read, while definitions are, for the first run that needs them. Only to hosts that are
 * reached straight, with a key that needs no passphrase: for anything else secrets or other hosts are asked, which waits until
 * definitions are known to be valid. Safe for many threads.
 */
public final class EarlyConnections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EarlyConnections.class);
    private static final Supplier<Optional<String>> NO_PASSPHRASE = Optional::empty;

    private final Map<SshLogin, ConnectionAhead> begun = new ConcurrentHashMap<>();

    /**
     * Begins to connect.
     *
     * @param inventory as it is written, which may not be valid
     * @param hosts the names of the hosts
     */
    public void begin(Inventory inventory, Collection<String> hosts, Secrets secrets) {
        if (inventory.ssh().flatMap(SshAccess::passphrase).isPresent()) {
            return;
        }
        for (String name : hosts) {
            Host host = inventory.hosts().get(name);
            if (host != null && host.hasSsh() && host.via().isEmpty()) {
                SshLogin login = plain(SshLogin.of(inventory, name, secrets));
                LOG.debug("connecting to {}", login.where());
                begun.computeIfAbsent(
                        login, key -> ConnectionAhead.begin(() -> SshConnection.open(login, SshRoute.straight())));
            }
        }
    }

    /** Returns the connection of a login, once. */
    Optional<ConnectionAhead> take(SshLogin login) {
        return Optional.ofNullable(begun.remove(plain(login)));
    }

    /** Ends those that nothing has needed. */
    @Override
    public void close() {
        begun.values().removeIf(connection -> {
            connection.close();
            return true;
        });
    }

    /** Logins compare by what they say, and one with a passphrase never is equal to one that was begun here. */
    private static SshLogin plain(SshLogin login) {
        return new SshLogin(
                login.name(),
                login.address(),
                login.port(),
                login.user(),
                login.key(),
                NO_PASSPHRASE,
                login.knownHosts());
    }
}
