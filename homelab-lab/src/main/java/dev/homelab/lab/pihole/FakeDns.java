// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The name server of a {@link FakePihole}: UDP on 127.0.0.1 and a free port, for A, AAAA and CNAME.
 *
 * <p>It serves what the Pi-hole's name server has loaded, knows no other name in the world, and is silent while the
 * Pi-hole is down.
 */
public final class FakeDns implements AutoCloseable {

    private static final int LARGEST_QUERY = 4096;

    private final FakePihole pihole;
    private final DatagramSocket socket;
    private final AtomicInteger queries = new AtomicInteger();

    /** Starts to serve the records of {@code pihole}. */
    public FakeDns(FakePihole pihole) {
        this.pihole = pihole;
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "lab-dns");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Returns how many queries came in since the start. */
    public int queries() {
        return queries.get();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                serveOne();
            } catch (IOException | RuntimeException e) {
                // Bytes that are no query get no answer, and a closed socket ends the loop.
                Thread.onSpinWait();
            }
        }
    }

    private void serveOne() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST_QUERY], LARGEST_QUERY);
        socket.receive(packet);
        queries.incrementAndGet();
        if (pihole.faults().isDown()) {
            return;
        }
        byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
    }

    private byte[] answer(byte[] bytes) {
        DnsMessage query = DnsMessage.parse(bytes);
        LocalNames names =
                new LocalNames(pihole.activeLines(RecordArray.HOSTS), pihole.activeLines(RecordArray.CNAMES));
        if (!names.knows(query.name())) {
            return query.answer(DnsMessage.NXDOMAIN, List.of());
        }
        return query.answer(DnsMessage.NOERROR, names.find(query.name(), query.type()));
    }
}
