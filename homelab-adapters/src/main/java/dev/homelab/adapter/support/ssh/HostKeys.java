// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import java.nio.file.Path;
import java.util.Set;

/** The keys by which the hosts of a homelab are known: asks hosts for them, and remembers those that are trusted. */
public interface HostKeys {

    /** Returns the names of the hosts that are signed in to over SSH. */
    Set<String> hosts();

    /**
     * Asks a host for its key. Signs in nowhere, but at hosts that lead there.
     *
     * @param host its name in the inventory
     * @throws dev.homelab.provision.TargetException if it does not answer
     */
    HostKey ask(String host);

    /**
     * Remembers the key of a host from now on; a key that is known already stays as it is.
     *
     * @throws dev.homelab.provision.TargetException if the key has changed or was revoked, or the file cannot be written
     */
    void trust(String host, HostKey key);

    /** Returns the known_hosts file for a host. */
    Path file(String host);
}
