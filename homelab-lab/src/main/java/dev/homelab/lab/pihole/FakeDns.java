// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.pihole;

import dev.homelab.lab.dns.DnsMessage;
import dev.homelab.lab.dns.DnsRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The name server of a {@link FakePihole}: UDP on 127.0.0.1 and a free port, for A, AAAA, CNAME and PTR.
 *
 * <p>It serves what the Pi-hole's name server has loaded, knows no other name in the world but what {@link #upstream} was given,
 * and is silent while the Pi-hole is down.
 */
public final class FakeDns implements AutoCloseable {

    private static final int LARGEST_QUERY = 4096;

    private final FakePihole pihole;
    private final DatagramSocket socket;
    private final AtomicInteger queries = new AtomicInteger();
    private final Map<String, List<String>> upstream = new ConcurrentHashMap<>();
    private final Set<String> blocked = ConcurrentHashMap.newKeySet();
    private volatile boolean hidesBlocked;
    private volatile boolean isSilent;
    private volatile int limit = Integer.MAX_VALUE;

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

    /** Gives a name an address in the world outside, which answers where no local record of its type does. */
    public void upstream(String name, String address) {
        upstream.computeIfAbsent(lower(name), n -> new CopyOnWriteArrayList<>()).add(address);
    }

    /** Blocks a name, as a list of advertisers may: it answers 0.0.0.0 and ::, whatever local records say. */
    public void block(String name) {
        blocked.add(lower(name));
    }

    /** Answers for blocked names as if they did not exist, as with {@code dns.blocking.mode = NXDOMAIN}. */
    public void hideBlocked(boolean on) {
        hidesBlocked = on;
    }

    /** Answers nothing at all, as if a firewall were in between. */
    public void silence(boolean on) {
        isSilent = on;
    }

    /** Refuses all but the next {@code more} queries, as after a thousand within a minute. */
    public void limit(int more) {
        limit = queries.get() + more;
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
        if (isSilent || pihole.faults().isDown()) {
            return;
        }
        byte[] answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
    }

    private byte[] answer(byte[] bytes) {
        DnsMessage query = DnsMessage.parse(bytes);
        if (queries.get() > limit) {
            return query.answer(DnsMessage.REFUSED, List.of());
        }
        if (query.type() == DnsRecord.PTR) {
            return reverse(query);
        }
        if (blocked.contains(lower(query.name()))) {
            return hidesBlocked
                    ? query.answer(DnsMessage.NXDOMAIN, List.of())
                    : query.answer(DnsMessage.NOERROR, addresses(query, List.of("0.0.0.0", "::")));
        }
        LocalNames names = pihole.names();
        List<String> outside = upstream.getOrDefault(lower(query.name()), List.of());
        List<DnsRecord> found = new ArrayList<>(names.find(query.name(), query.type()));
        if (found.isEmpty()) {
            found.addAll(addresses(query, outside));
        }
        boolean isKnown = names.knows(query.name()) || !outside.isEmpty();
        return query.answer(isKnown ? DnsMessage.NOERROR : DnsMessage.NXDOMAIN, found);
    }

    private byte[] reverse(DnsMessage query) {
        List<String> parts = new ArrayList<>(
                List.of(query.name().replace(".in-addr.arpa", "").split("\\.")));
        Collections.reverse(parts);
        Optional<String> name = pihole.names().nameOf(String.join(".", parts));
        return name.map(found ->
                        query.answer(DnsMessage.NOERROR, List.of(new DnsRecord(query.name(), DnsRecord.PTR, 0, found))))
                .orElseGet(() -> query.answer(DnsMessage.NXDOMAIN, List.of()));
    }

    private static List<DnsRecord> addresses(DnsMessage query, List<String> addresses) {
        return addresses.stream()
                .map(address -> new DnsRecord(
                        query.name(), HostLine.isIpv4(address) ? DnsRecord.A : DnsRecord.AAAA, 0, address))
                .filter(record -> record.type() == query.type())
                .toList();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
