// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.problem.Problem;
import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.util.Optional;
import javax.net.SocketFactory;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.userauth.UserAuthException;

/** Signs in to a host, or says in plain words why that cannot be done. */
final class SshConnection {

    private static final int TIMEOUT_MILLIS = 10_000;

    static {
        SecurityUtils.setRegisterBouncyCastle(false); // an embedding program's providers are its own business
    }

    private SshConnection() {}

    static SSHClient open(SshLogin login) {
        KnownHosts knownHosts = knownHosts(login);
        SSHClient client = new SSHClient(new DefaultConfig());
        client.addHostKeyVerifier(knownHosts);
        client.setConnectTimeout(TIMEOUT_MILLIS);
        client.setSocketFactory(new NoDelay());
        try {
            client.connect(login.address(), login.port());
            client.authPublickey(login.user(), client.loadKeys(login.key().toString()));
            return client;
        } catch (IOException e) {
            disconnect(client);
            throw new TargetException(problem(login, knownHosts.refusal(), e));
        }
    }

    private static KnownHosts knownHosts(SshLogin login) {
        try {
            return new KnownHosts(login.knownHosts());
        } catch (IOException e) {
            throw new TargetException(new Problem(
                    "known hosts not readable",
                    login.where(),
                    "the file \"%s\" cannot be read.".formatted(login.knownHosts()),
                    "make it, with the keys of your hosts:\n\n  ssh-keyscan HOST >> " + login.knownHosts()));
        }
    }

    private static Problem problem(SshLogin login, Optional<KnownHosts.Refusal> refusal, IOException e) {
        if (refusal.isPresent()) {
            return problem(login, refusal.get());
        }
        if (e instanceof UserAuthException || !Files.isReadable(login.key())) {
            return new Problem(
                    "sign-in refused",
                    login.where(),
                    "the host does not let \"%s\" in with the key \"%s\"%s."
                            .formatted(
                                    login.user(),
                                    login.key(),
                                    Files.isReadable(login.key()) ? "" : ", which is not readable"),
                    "allow the key there:\n\n  ssh-copy-id -i %s -p %d %s@%s"
                            .formatted(login.key(), login.port(), login.user(), login.address()));
        }
        return new Problem(
                "host not reachable",
                login.where(),
                "SSH could not connect: %s.".formatted(e.getMessage()),
                "check that the host is up, and that its address in the inventory is right.");
    }

    private static Problem problem(SshLogin login, KnownHosts.Refusal refusal) {
        return switch (refusal.reason()) {
            case UNKNOWN -> unknown(login, refusal);
            case CHANGED -> changed(login, refusal);
            case REVOKED -> revoked(login, refusal);
        };
    }

    private static Problem unknown(SshLogin login, KnownHosts.Refusal refusal) {
        return new Problem(
                "host key not known",
                login.where(),
                "the host shows the key %s, and \"%s\" has none for it."
                        .formatted(refusal.fingerprint(), login.knownHosts()),
                "compare the fingerprint on the host itself (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then:\n\n"
                        + "  ssh-keyscan -p %d %s >> %s".formatted(login.port(), login.address(), login.knownHosts()));
    }

    private static Problem changed(SshLogin login, KnownHosts.Refusal refusal) {
        return new Problem(
                "host key changed",
                login.where(),
                "the host shows the key %s, and \"%s\" has another. Either the host was installed anew, or something else answers in its place."
                        .formatted(refusal.fingerprint(), login.knownHosts()),
                "do not go on before you know which. If it was installed anew:\n\n  ssh-keygen -R '[%s]:%d'"
                        .formatted(login.address(), login.port()));
    }

    private static Problem revoked(SshLogin login, KnownHosts.Refusal refusal) {
        return new Problem(
                "host key revoked",
                login.where(),
                "the host shows the key %s, which \"%s\" says must never be accepted. Whoever answers may be somebody else who has that key."
                        .formatted(refusal.fingerprint(), login.knownHosts()),
                "make new host keys on the host itself, and put the new one into \"%s\"."
                        .formatted(login.knownHosts()));
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
