// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.dnsmasq;

import dev.homelab.lab.dns.DnsMessage;
import dev.homelab.lab.dns.DnsRecord;
import dev.homelab.lab.file.FileWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A dnsmasq: UDP on 127.0.0.1 and a free port, for A and AAAA. It answers from the hosts files of one folder, and knows no other name in the
 * world.
 *
 * <p>With a {@code hostsdir} it reads files again whenever one has changed; with {@code addn-hosts} only once {@link #reload} is called,
 * as a signal does. Files whose name begins with a dot or ends in {@code ~} are not read. Safe for many threads.
 */
public final class FakeDnsmasq implements AutoCloseable {

    private static final int LARGEST_QUERY = 4096;

    private final Path folder;
    private final DatagramSocket socket;
    private final Optional<FileWatch<String>> watch;
    private volatile List<HostsLine> lines = List.of();

    private FakeDnsmasq(Path folder, boolean isWatched) {
        this.folder = folder;
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reload();
        watch = isWatched
                ? Optional.of(FileWatch.start("hosts", this::read, text -> lines = HostsLine.parse(text)))
                : Optional.empty();
        Thread thread = new Thread(this::serve, "lab-dnsmasq");
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts one whose {@code hostsdir} is a folder, which need not exist. */
    public static FakeDnsmasq ofHostsDir(Path folder) {
        return new FakeDnsmasq(folder, true);
    }

    /** Starts one whose {@code addn-hosts} are the files in a folder, which need not exist. */
    public static FakeDnsmasq ofAddnHosts(Path folder) {
        return new FakeDnsmasq(folder, false);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Reads the files again, as a SIGHUP asks for. */
    public void reload() {
        lines = HostsLine.parse(read());
    }

    /** Returns the addresses that it answers with for a name, in the order of the lines. */
    public List<String> addresses(String name) {
        return lines.stream()
                .filter(line -> line.answersFor(name))
                .map(HostsLine::address)
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        watch.ifPresent(FileWatch::close);
        socket.close();
    }

    private String read() {
        if (!Files.isDirectory(folder)) {
            return "";
        }
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(FakeDnsmasq::isRead).sorted().toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    private static boolean isRead(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && !name.startsWith(".") && !name.startsWith("#") && !name.endsWith("~");
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[LARGEST_QUERY], LARGEST_QUERY);
                socket.receive(packet);
                byte[] answer = answer(DnsMessage.parse(Arrays.copyOf(packet.getData(), packet.getLength())));
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException | RuntimeException e) {
                // Bytes that are no query get no answer, and a closed socket ends the loop.
                Thread.onSpinWait();
            }
        }
    }

    private byte[] answer(DnsMessage query) {
        List<HostsLine> known =
                lines.stream().filter(line -> line.answersFor(query.name())).toList();
        List<DnsRecord> records = known.stream()
                .filter(line -> line.type() == query.type())
                .map(line -> new DnsRecord(query.name(), line.type(), 0, line.address()))
                .distinct()
                .toList();
        return query.answer(known.isEmpty() ? DnsMessage.NXDOMAIN : DnsMessage.NOERROR, records);
    }
}
