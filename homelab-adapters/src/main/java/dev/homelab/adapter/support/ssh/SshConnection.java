// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.adapter.support.ssh.HostKey.Standing;
import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.SocketFactory;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;

/** Signs in to a host, or says in plain words why that cannot be done. */
final class SshConnection {

    private static final int TIMEOUT_MILLIS = 10_000;

    static {
        SecurityUtils.setRegisterBouncyCastle(false); // an embedding program's providers are its own business
    }

    private SshConnection() {}

    static SSHClient open(SshLogin login) {
        KnownHosts knownHosts = knownHosts(login);
        SSHClient client = client(knownHosts);
        KeyProvider key = new KeyFile(login).open(client);
        try {
            client.connect(login.address(), login.port());
            client.authPublickey(login.user(), key);
            return client;
        } catch (IOException e) {
            disconnect(client);
            throw new TargetException(problem(login, knownHosts.shown(), e));
        }
    }

    /** Goes as far as the host's key, which it shows before anybody signs in. */
    static HostKey look(SshLogin login) {
        KnownHosts knownHosts = knownHosts(login);
        SSHClient client = client(knownHosts);
        try {
            client.connect(login.address(), login.port());
        } catch (IOException e) {
            if (knownHosts.shown().isEmpty()) {
                throw new TargetException(problem(login, Optional.empty(), e));
            }
        } finally {
            disconnect(client);
        }
        return knownHosts.shown().orElseThrow();
    }

    private static SSHClient client(KnownHosts knownHosts) {
        SSHClient client = new SSHClient(config());
        client.addHostKeyVerifier(knownHosts);
        client.setConnectTimeout(TIMEOUT_MILLIS);
        client.setSocketFactory(new NoDelay());
        return client;
    }

    /** Without ECDSA, which the library cannot do without Bouncy Castle, and fails at once it is agreed on (sshj 0.40.0). */
    private static Config config() {
        Config config = new DefaultConfig();
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
                    "let whoever runs this read it, or name another as knownHosts in the inventory."));
        }
    }

    private static Problem problem(SshLogin login, Optional<HostKey> shown, IOException e) {
        Optional<HostKey> refused = shown.filter(key -> key.standing() != Standing.KNOWN);
        if (refused.isPresent()) {
            return HostKeyProblems.of(login, refused.get());
        }
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
                    "host key of another type",
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

    /** Sends small packets at once: SSH asks and answers in turns, and waiting doubles the time of each. */
    private static final class NoDelay extends SocketFactory {

        @Override
        public Socket createSocket() throws IOException {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return withNoDelay(new Socket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return withNoDelay(new Socket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return withNoDelay(new Socket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return withNoDelay(new Socket(host, port, local, localPort));
        }

        private static Socket withNoDelay(Socket socket) throws IOException {
            socket.setTcpNoDelay(true);
            return socket;
        }
    }
}
