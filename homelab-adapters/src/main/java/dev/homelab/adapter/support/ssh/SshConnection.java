// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.adapter.support.ssh.HostKey.Standing;
import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;

/** Signs in to a host, or says in plain words why that cannot be done. */
final class SshConnection {

    private static final int MILLIS = 1000;
    private static final int TIMEOUT_MILLIS = 10 * MILLIS;

    /** Seconds between questions whether a quiet host is still there; after five without an answer it is not. */
    private static final int ALIVE_SECONDS = 10;

    private static final String SILENT =
            "the host took the connection, and said nothing for %d seconds".formatted(TIMEOUT_MILLIS / MILLIS);

    /** Pauses before trying again while a host accepts no new sign-in ({@code MaxStartups} of OpenSSH). */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(250), Duration.ofMillis(1000), Duration.ofMillis(3000));

    static {
        SecurityUtils.setRegisterBouncyCastle(false); // an embedding program's providers are its own business
    }

    private SshConnection() {}

    static SSHClient open(SshLogin login, SshRoute way) {
        KnownHosts knownHosts = knownHosts(login);
        KeyFile key = new KeyFile(login);
        return connected(login, knownHosts, client -> {
            KeyProvider opened = key.open(client);
            way.connect(client, login.address(), login.port());
            client.authPublickey(login.user(), opened);
        });
    }

    /** Goes as far as the host's key, which it shows before anybody signs in. */
    static HostKey look(SshLogin login, SshRoute way) {
        KnownHosts knownHosts = knownHosts(login);
        try {
            disconnect(connected(login, knownHosts, client -> way.connect(client, login.address(), login.port())));
        } catch (TargetException e) {
            return knownHosts.shown().orElseThrow(() -> e);
        }
        return knownHosts.shown().orElseThrow();
    }

    /** How far to go with a connection. */
    @FunctionalInterface
    private interface Greeting {
        void with(SSHClient client) throws IOException;
    }

    private static SSHClient connected(SshLogin login, KnownHosts knownHosts, Greeting greeting) {
        Iterator<Duration> pauses = PAUSES.iterator();
        while (true) {
            SSHClient client = client(knownHosts);
            try {
                greeting.with(client);
                return client;
            } catch (IOException e) {
                disconnect(client);
                if (!isTurnedAway(e) || !pauses.hasNext()) {
                    throw failure(login, knownHosts.shown(), e);
                }
                await(pauses.next());
            }
        }
    }

    /** The host took the connection and ended it before either had said a word. */
    private static boolean isTurnedAway(IOException e) {
        return String.valueOf(e.getMessage()).contains("identification");
    }

    private static void await(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the next try ends at once
        }
    }

    /**
     * Connects to a host through one that is signed in to. It has as long for its first words as one that is reached straight;
     * the library would wait for them for ever (sshj 0.40.0).
     */
    static void through(SSHClient gate, SSHClient client, String address, int port) throws IOException {
        DirectConnection tunnel = gate.newDirectConnection(address, port);
        CompletableFuture<Void> greeted = new CompletableFuture<>();
        AtomicBoolean isSilent = new AtomicBoolean();
        CompletableFuture<Void> late = greeted.orTimeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionallyAsync(timeout -> {
                    isSilent.set(true);
                    close(tunnel);
                    return null;
                });
        try {
            client.connectVia(tunnel);
        } catch (IOException e) {
            close(tunnel);
            throw isSilent.get() ? new SocketTimeoutException(SILENT) : e; // which says that it was turned away
        } finally {
            greeted.complete(null);
            late.join();
        }
    }

    private static void close(DirectConnection tunnel) {
        try {
            tunnel.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    private static SSHClient client(KnownHosts knownHosts) {
        SSHClient client = new SSHClient(config());
        client.addHostKeyVerifier(knownHosts);
        client.setConnectTimeout(TIMEOUT_MILLIS);
        client.setTimeout(TIMEOUT_MILLIS); // for its first words; a program may be silent longer
        client.getConnection().setTimeoutMs(TIMEOUT_MILLIS);
        client.getConnection().getKeepAlive().setKeepAliveInterval(ALIVE_SECONDS);
        client.setSocketFactory(new NoDelay());
        return client;
    }

    /** Without ECDSA, which the library cannot do without Bouncy Castle, and fails at once it is agreed on (sshj 0.40.0). */
    private static Config config() {
        DefaultConfig config = new DefaultConfig();
        config.setKeepAliveProvider(KeepAliveProvider.KEEP_ALIVE);
        config.setKeyAlgorithms(config.getKeyAlgorithms().stream()
                .filter(algorithm -> !algorithm.getName().startsWith("ecdsa-"))
                .toList());
        return config;
    }

    private static KnownHosts knownHosts(SshLogin login) {
        try {
            return new KnownHosts(login.knownHosts());
        } catch (IOException e) {
            throw new TargetException(new Problem(
                    "known hosts not readable",
                    login.where(),
                    "the file \"%s\" cannot be read.".formatted(login.knownHosts()),
                    "let the user who runs this read it, or name another as knownHosts in the inventory."));
        }
    }

    /** A host that is starting or shutting down lets only root sign in ({@code pam_nologin}). */
    private static TargetException failure(SshLogin login, Optional<HostKey> shown, IOException e) {
        return shown.filter(key -> key.standing() != Standing.KNOWN)
                .map(refused -> new TargetException(HostKeyProblems.of(login, refused)))
                .orElseGet(() -> new UnreachableHostException(problem(login, e)));
    }

    private static Problem problem(SshLogin login, IOException e) {
        if (e instanceof UserAuthException) {
            return new Problem(
                    "sign-in refused",
                    login.where(),
                    "the host does not let \"%s\" in with the key \"%s\".".formatted(login.user(), login.key()),
                    "allow the key there:\n\n  ssh-copy-id -i %s -p %d %s@%s"
                            .formatted(login.key(), login.port(), login.user(), login.address()));
        }
        if (String.valueOf(e.getMessage()).contains("HostKeyAlgorithms")) {
            return new Problem(
                    "host key type mismatch",
                    login.where(),
                    "the host has neither an Ed25519 nor an RSA key; ECDSA keys cannot be used.",
                    "make one on the host, and restart its SSH server:\n\n  ssh-keygen -A");
        }
        return new Problem(
                "host not reachable",
                login.where(),
                "SSH could not connect: %s.".formatted(e.getMessage()),
                "check that the host is up, and that its address in the inventory is right.");
    }

    private static void disconnect(SSHClient client) {
        try {
            client.disconnect();
        } catch (IOException e) {
            // it never was up
        }
    }
}
