// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.ssh;

import dev.homelab.provision.TargetException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import net.schmizz.sshj.SSHClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that is made in the background before it is needed. */
final class ConnectionAhead {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionAhead.class);

    /** How long ago an attempt may have begun whose failure counts. */
    private static final Duration LATELY = Duration.ofSeconds(30);

    private final CompletableFuture<SSHClient> connected = new CompletableFuture<>();
    private final long begun = System.nanoTime();

    private ConnectionAhead() {}

    static ConnectionAhead begin(Supplier<SSHClient> connect) {
        ConnectionAhead ahead = new ConnectionAhead();
        Pipes.inBackground(() -> {
            try {
                ahead.connected.complete(connect.get());
            } catch (RuntimeException e) {
                ahead.connected.completeExceptionally(e);
            }
        });
        return ahead;
    }

    /**
     * Waits for the connection; empty if it is to be made again, since it has ended, or could not be made some time ago.
     *
     * @throws TargetException why it could not be made just now
     */
    Optional<SSHClient> take() {
        try {
            return Optional.of(connected.join()).filter(SSHClient::isConnected);
        } catch (CompletionException e) {
            if (System.nanoTime() - begun > LATELY.toNanos()) {
                LOG.debug("A connection could not be made ahead.", e);
                return Optional.empty();
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Ends it, once it is there. */
    void close() {
        var unused = connected.thenAccept(client -> {
            try {
                client.disconnect();
            } catch (IOException e) {
                LOG.debug("A connection that was not needed could not be ended.", e); // it is gone either way
            }
        });
    }
}
