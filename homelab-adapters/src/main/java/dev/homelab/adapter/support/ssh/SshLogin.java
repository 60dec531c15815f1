// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.SshAccess;
import dev.homelab.problem.Where;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What it takes to sign in to one host.
 *
 * @param name the host's name in the inventory
 * @param address what to connect to
 * @param port usually 22
 * @param user who signs in
 * @param key the file of the private key
 * @param passphrase what it is encrypted with, if it is; looked up when a run signs in
 * @param knownHosts the file of the hosts' keys
 */
record SshLogin(
        String name,
        String address,
        int port,
        String user,
        Path key,
        Supplier<Optional<String>> passphrase,
        Path knownHosts) {

    private static final Where PASSPHRASE = Where.target("ssh.passphrase", "");

    static SshLogin of(Inventory inventory, String name, Secrets secrets) {
        Host host = inventory.hosts().get(name);
        if (host == null) {
            throw new IllegalArgumentException("Host " + name + " is not in the inventory. This is a bug in homelab.");
        }
        SshAccess access = inventory
                .ssh()
                .orElseThrow(() -> new IllegalArgumentException("No ssh section. This is a bug in homelab."));
        return new SshLogin(
                name,
                host.sshAddress(),
                host.sshPort(),
                host.user().orElse(access.user()),
                secrets.path(access.key()),
                () -> access.passphrase().map(reference -> secrets.resolve(reference, PASSPHRASE)),
                secrets.path(access.knownHosts()));
    }

    Where where() {
        return Where.target(name, "ssh://" + user + "@" + address + ":" + port);
    }
}
