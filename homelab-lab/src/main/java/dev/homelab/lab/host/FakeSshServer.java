// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.host;

import dev.homelab.lab.host.shell.Output;
import dev.homelab.lab.http.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.subsystem.SubsystemFactory;
import org.apache.sshd.sftp.SftpModuleProperties;

/** The SSH server of a fake host: one client key, exec, SFTP and tunnels within the lab, no shell. */
final class FakeSshServer implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair key = LabKeys.make();
    private final AtomicInteger connections = new AtomicInteger();
    private final Faults faults;
    private final LineFaults line;

    FakeSshServer(
            Faults faults,
            LineFaults line,
            BiFunction<String, Supplier<String>, Output> shell,
            SubsystemFactory files,
            Path root,
            PublicKey client) {
        this.faults = faults;
        this.line = line;
        server.setHost("127.0.0.1");
        CoreModuleProperties.TCP_NODELAY.set(
                server, true); // an answer is several packets, each of which would be waited for
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, 10); // MaxSessions of OpenSSH
        SftpModuleProperties.FILE_HANDLE_SIZE.set(
                server, 16); // of 4 bytes, two files get the same after one was refused
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPublickeyAuthenticator((user, offered, session) -> KeyUtils.compareKeys(client, offered));
        server.setFileSystemFactory(new VirtualFileSystemFactory(root));
        server.setCommandFactory((channel, text) -> command(channel.getSession(), text, shell));
        server.setSubsystemFactories(List.of(files));
        server.addSessionListener(new Counting());
        server.setForwardingFilter(new Onwards());
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    PublicKey key() {
        return key.getPublic();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Command command(Session session, String text, BiFunction<String, Supplier<String>, Output> shell) {
        return new SshCommand(text, (command, input) -> {
            boolean isDropped = line.dropsBefore() || faults.isDown();
            Output output = isDropped ? new Output(255, "", "") : shell.apply(command, input);
            if (isDropped || faults.isDown() || faults.losesAnswer() || line.dropsAfter()) {
                session.close(true);
            }
            return output;
        });
    }

    /** Counts connections, and ends them at once while the host is down. */
    private final class Counting implements SessionListener {

        @Override
        public void sessionEstablished(Session session) {
            connections.incrementAndGet();
            if (faults.isDown() || line.refuses()) {
                session.close(true);
            }
        }
    }

    /** Lets clients go on to other hosts of the lab, and nowhere else. */
    private static final class Onwards extends RejectAllForwardingFilter {

        @Override
        public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
            return address.getHostName().equals("127.0.0.1");
        }
    }
}
