// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.lab.contract.Samples;
import dev.homelab.lab.http.Faults;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.Service;
import dev.homelab.model.container.Network;
import dev.homelab.model.inventory.Host;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.RecordFolder;
import dev.homelab.model.inventory.SshAccess;
import dev.homelab.model.value.EncryptedSecret;
import dev.homelab.model.value.Hostname;
import dev.homelab.model.value.SecretRef;
import dev.homelab.model.value.ServiceName;
import dev.homelab.spi.CommandResult;
import dev.homelab.spi.Context;
import dev.homelab.spi.HttpRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The servers of {@code it/servers}, all on one host called {@code nas}, which its variables tell of. */
public final class RealServers implements AutoCloseable {

    /** The variable without which there are none. */
    public static final String NEEDED = "STACKS_DIR";

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Watch watch = new Watch();
    private final Inventory inventory;
    private final SshHosts real;
    private final AdapterContext context;

    public RealServers(String homelab) {
        this(homelab, Map.of());
    }

    /** Servers of a homelab whose inventory says what shared networks are. */
    public RealServers(String homelab, Map<String, Network> networks) {
        inventory = new Inventory(
                        homelab,
                        SecretRef.of("env:HOMELAB_KEY"),
                        RecordFolder.of("record"),
                        Hostname.of("home.arpa"),
                        Optional.empty(),
                        Optional.of(new SshAccess(
                                variable("SSH_USER"),
                                SecretRef.of("file:" + variable("SSH_KEY")),
                                Optional.empty(),
                                SecretRef.of("file:" + variable("SSH_KNOWN_HOSTS")))),
                        Map.of("nas", host()),
                        Map.of(),
                        Map.of(),
                        Map.of())
                .with(networks);
        Secrets secrets = new Secrets(Map.of());
        real = new SshHosts(inventory, secrets);
        context = new AdapterContext(
                inventory,
                secrets,
                new RootKey("a root key for tests that is long enough"),
                watch.over(real),
                new Http());
    }

    public static String variable(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set. Start the servers: it/servers up DIR.");
        }
        return value;
    }

    /** Writes a file in one step, as homelab does: a server that watches it never reads a half of it. */
    public static void swap(Path file, String text) throws IOException {
        Path whole = Files.createTempFile(file.getParent(), ".homelab-", ".tmp");
        Files.writeString(whole, text);
        Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What adapters are lent. */
    public AdapterContext context() {
        return context;
    }

    /** The same for a server over HTTP, where these requests are the writes. */
    public Context context(Predicate<HttpRequest> isWrite) {
        return new WatchedContext(context, new WatchedHttp(context.http(), isWrite, watch));
    }

    /** The switches that make writes fail on their way. */
    public Faults faults() {
        return watch.faults();
    }

    /** How many writes were made. */
    public int writes() {
        return watch.writes();
    }

    public ResolvedCatalog catalog(Service... services) {
        return Samples.catalog(inventory, Map.of(), services);
    }

    /** The same of services with secrets. */
    public ResolvedCatalog catalog(
            Function<ServiceName, Map<SecretRef, EncryptedSecret>> secrets, Service... services) {
        return Samples.catalog(inventory, secrets, services);
    }

    /** Runs something on the host as a person would, in a shell. */
    public String byHand(String script) {
        CommandResult result = real.host("nas").run(List.of("sh", "-ec", script), LIMIT);
        assertThat(result.succeeded()).as(result.errors()).isTrue();
        return result.output();
    }

    @Override
    public void close() {
        context.close();
    }

    private static Host host() {
        return new Host(
                "127.0.0.1",
                Optional.empty(),
                Optional.of(Host.Ssh.of("127.0.0.1:" + variable("SSH_PORT"))),
                Optional.empty(),
                Optional.empty(),
                Optional.of("127.0.0.1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
