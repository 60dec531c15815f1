// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channel of the next command, which is opened before that command is known: at most one on a connection. */
final class SpareChannel {

    private static final Logger LOG = LoggerFactory.getLogger(SpareChannel.class);

    private @Nullable SSHClient client;
    private @Nullable CompletableFuture<Optional<Session>> spare;

    /** Starts again, on another connection. */
    synchronized void of(SSHClient connected) {
        client = connected;
        spare = null; // until a command has run: a host may allow one channel alone, and that for SFTP
    }

    /** Opens one in the background, if there is none. */
    synchronized void refill() {
        SSHClient connected = client;
        if (spare == null && connected != null && connected.isConnected()) {
            CompletableFuture<Optional<Session>> opened = new CompletableFuture<>();
            spare = opened;
            Pipes.inBackground(() -> opened.complete(open(connected)));
        }
    }

    /** Returns the channel for use, once it is open; nothing if there is none on this connection. */
    Optional<Session> take(SSHClient connected) {
        CompletableFuture<Optional<Session>> taken;
        synchronized (this) {
            if (client != connected || spare == null) {
                return Optional.empty();
            }
            taken = spare;
            spare = null;
        }
        return taken.join().filter(session -> session.isOpen() && connected.isConnected());
    }

    private static Optional<Session> open(SSHClient client) {
        try {
            return Optional.of(client.startSession());
        } catch (IOException | RuntimeException e) {
            LOG.debug("A channel could not be opened ahead.", e);
            return Optional.empty();
        }
    }
}
