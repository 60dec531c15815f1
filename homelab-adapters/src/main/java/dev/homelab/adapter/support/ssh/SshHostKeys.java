// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import static java.util.stream.Collectors.toSet;

import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.HostKey.Standing;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** The keys of hosts that are signed in to over SSH, as their known_hosts files hold them. */
public final class SshHostKeys implements HostKeys {

    private final Inventory inventory;
    private final Secrets secrets;

    public SshHostKeys(Inventory inventory, Secrets secrets) {
        this.inventory = inventory;
        this.secrets = secrets;
    }

    @Override
    public Set<String> hosts() {
        return inventory.ssh().isEmpty()
                ? Set.of()
                : inventory.hosts().entrySet().stream()
                        .filter(host -> host.getValue().hasSsh())
                        .map(Map.Entry::getKey)
                        .collect(toSet());
    }

    @Override
    public HostKey ask(String host) {
        try (SshHosts hosts = new SshHosts(inventory, secrets)) {
            return hosts.overSsh(host).key();
        }
    }

    @Override
    public void trust(String host, HostKey key) {
        SshLogin login = login(host);
        if (key.standing() == Standing.CHANGED || key.standing() == Standing.REVOKED) {
            throw new TargetException(HostKeyProblems.of(login, key));
        }
        if (key.standing() == Standing.UNKNOWN) {
            String name = KnownHosts.written(login.address(), login.port());
            add(login, "%s %s %s%n".formatted(name, key.type(), key.text()));
        }
    }

    @Override
    public Path file(String host) {
        return login(host).knownHosts();
    }

    private SshLogin login(String host) {
        return SshLogin.of(inventory, host, secrets);
    }

    private static void add(SshLogin login, String line) {
        Path file = login.knownHosts();
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            String before = Files.readString(file);
            String gap = before.isEmpty() || before.endsWith("\n") ? "" : System.lineSeparator();
            Files.writeString(file, gap + line, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new TargetException(new Problem(
                    "known hosts not writable",
                    login.where(),
                    "the key cannot be added to \"%s\": %s.".formatted(file, e.getMessage()),
                    "let the user who runs this write that file, or name another as knownHosts in the inventory."));
        }
    }
}
