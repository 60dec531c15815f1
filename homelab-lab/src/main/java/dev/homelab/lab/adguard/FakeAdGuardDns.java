// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.adguard;

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
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The name server of a {@link FakeAdGuard}: UDP on 127.0.0.1 and a free port, for A, AAAA and CNAME. It knows no name in the world but
 * those of its rewrites, and is silent while the AdGuard Home is down.
 */
public final class FakeAdGuardDns implements AutoCloseable {

    private static final int LARGEST_QUERY = 4096;

    /** Aliases first, then single names before wildcards, then longer ones before shorter. */
    private static final Comparator<Rewrite> PRECEDENCE = Comparator.comparing((Rewrite one) -> !one.isAlias())
            .thenComparing(Rewrite::isWildcard)
            .thenComparing(one -> -one.domain().length());

    private final FakeAdGuard adguard;
    private final DatagramSocket socket;
    private final AtomicInteger queries = new AtomicInteger();

    /** Starts to serve the rewrites of {@code adguard}. */
    public FakeAdGuardDns(FakeAdGuard adguard) {
        this.adguard = adguard;
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "lab-adguard-dns");
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
                DatagramPacket packet = new DatagramPacket(new byte[LARGEST_QUERY], LARGEST_QUERY);
                socket.receive(packet);
                queries.incrementAndGet();
                if (!adguard.faults().isDown()) {
                    byte[] answer = answer(DnsMessage.parse(Arrays.copyOf(packet.getData(), packet.getLength())));
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException | RuntimeException e) {
                // Bytes that are no query get no answer, and a closed socket ends the loop.
                Thread.onSpinWait();
            }
        }
    }

    private byte[] answer(DnsMessage query) {
        List<Rewrite> all = adguard.inForce();
        List<DnsRecord> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        String name = query.name().toLowerCase(Locale.ROOT);
        List<Rewrite> rewrites = winning(all, name, query.type());
        boolean isKnown = all.stream().anyMatch(one -> one.matches(query.name().toLowerCase(Locale.ROOT)));
        while (!rewrites.isEmpty() && rewrites.get(0).isAlias() && seen.add(name)) {
            String target = rewrites.get(0).answer();
            if (target.equals(name)) {
                break; // an alias of itself leaves the name to the upstream server
            }
            found.add(new DnsRecord(name, DnsRecord.CNAME, 10, target));
            name = target;
            rewrites = winning(all, name, query.type());
        }
        String last = name;
        Optional<Rewrite> exception =
                rewrites.stream().filter(Rewrite::isException).findFirst();
        if (exception.isEmpty()) {
            rewrites.stream()
                    .filter(one -> one.type() == query.type())
                    .forEach(one -> found.add(new DnsRecord(last, one.type(), 10, one.answer())));
        }
        return query.answer(isKnown ? DnsMessage.NOERROR : DnsMessage.NXDOMAIN, found);
    }

    /** Returns what answers: everything of the single name, or else of one wildcard; an alias by hand for many names goes before both. */
    private static List<Rewrite> winning(List<Rewrite> all, String name, int type) {
        List<Rewrite> matching = all.stream()
                .filter(one -> one.matches(name))
                .filter(one -> one.isAlias() || one.type() == type || one.isException())
                .sorted(PRECEDENCE)
                .toList();
        for (int i = 0; i < matching.size(); i++) {
            if (matching.get(i).isWildcard()) {
                return matching.subList(0, Math.max(1, i));
            }
        }
        return matching;
    }
}
