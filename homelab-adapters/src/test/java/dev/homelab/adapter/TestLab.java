// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter;

import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.lab.host.FakeHost;
import dev.homelab.lab.host.LabKeys;
import dev.homelab.lab.host.PublishedPorts;
import dev.homelab.model.container.Network;
import dev.homelab.model.inventory.DockerAccess;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.RecordFolder;
import dev.homelab.model.inventory.RegistryAccess;
import dev.homelab.model.inventory.SshAccess;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.SecretRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One fake host called {@code nas}, an inventory that knows it, and what adapters are lent for it. */
public final class TestLab implements AutoCloseable {

    public final PublishedPorts ports = new PublishedPorts();
    public final FakeHost host;
    public final KeyPair pair = LabKeys.make();
    public final Path key;
    public final Path knownHosts;
    public Optional<SecretRef> passphrase = Optional.empty();
    public Optional<DockerAccess> docker = Optional.empty();
    public Optional<Boolean> sudo = Optional.empty();
    public final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final Map<String, RegistryAccess> registries = new LinkedHashMap<>();
    private final Map<String, Network> networks = new LinkedHashMap<>();
    private final String homelab;
    private Optional<AdapterContext> context = Optional.empty();

    public TestLab(Path folder, String homelab) {
        this.homelab = homelab;
        key = LabKeys.write(pair, folder.resolve("key"));
        try {
            Path root = Files.createDirectory(folder.resolve("root"));
            host = new FakeHost("nas", "192.0.2.11", root, pair.getPublic(), ports);
            knownHosts = Files.writeString(folder.resolve("known_hosts"), host.knownHostsLine() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a target to the inventory, before it is first asked for. */
    public TestLab with(Target target) {
        targets.put(target.name(), target);
        return this;
    }

    /** Adds a sign-in at a registry to the inventory, before it is first asked for. */
    public TestLab with(String registry, RegistryAccess access) {
        registries.put(registry, access);
        return this;
    }

    /** Adds a shared network to the inventory, before it is first asked for. */
    public TestLab with(String name, Network network) {
        networks.put(name, network);
        return this;
    }

    public Inventory inventory() {
        return inventory(Optional.empty());
    }

    public Inventory inventory(Optional<String> bind) {
        Host nas = new Host(
                "192.0.2.11",
                Optional.empty(),
                Optional.of(Host.Ssh.of("127.0.0.1:" + host.port())),
                Optional.empty(),
                Optional.empty(),
                bind,
                Optional.empty(),
                Optional.empty(),
                docker,
                sudo);
        return new Inventory(
                        homelab,
                        SecretRef.of("env:HOMELAB_KEY"),
                        RecordFolder.of("nas:/var/lib/homelab"),
                        Hostname.of("home.arpa"),
                        Optional.empty(),
                        Optional.of(new SshAccess(
                                "lab", SecretRef.of("file:" + key), passphrase, SecretRef.of("file:" + knownHosts))),
                        Map.of("nas", nas),
                        targets,
                        registries,
                        Map.of())
                .with(networks);
    }

    /** What adapters are lent by a run that asks registries; on the connections of {@link #context}. */
    public AdapterContext refreshingImages() {
        AdapterContext usual = context();
        return new AdapterContext(
                usual.inventory(), usual.secrets(), usual.key(), usual.hosts(), usual.http(), usual.phase(), true);
    }

    /** What adapters are lent; the same each time. */
    public AdapterContext context() {
        if (context.isEmpty()) {
            Secrets secrets = new Secrets(environment);
            context = Optional.of(new AdapterContext(
                    inventory(),
                    secrets,
                    new RootKey("a root key for tests that is long enough"),
                    new SshHosts(inventory(), secrets),
                    new Http()));
        }
        return context.get();
    }

    /** The hosts of {@link #context}. */
    public SshHosts hosts() {
        return (SshHosts) context().hosts();
    }

    /** Writes a file on the host as a person would. */
    public void write(String path, String text) {
        try {
            Files.createDirectories(host.place(path).getParent());
            Files.writeString(host.place(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a file of the host as a person would. */
    public void remove(String path) {
        try {
            Files.delete(host.place(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a file of the host. */
    public String read(String path) {
        try {
            return Files.readString(host.place(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.ifPresent(AdapterContext::close);
        host.close();
    }
}
