// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.rfc2136;

import dev.homelab.lab.http.Faults;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * A primary server of one zone: TCP and UDP on 127.0.0.1 and a free port. It answers queries of all, and lets one key, of algorithm
 * hmac-sha256, read the zone and update it. Safe for many connections.
 *
 * <p>A transfer comes in many messages. An update that cannot be written is answered by SERVFAIL.
 */
public final class FakeZoneServer implements AutoCloseable {

    private static final int LARGEST_QUERY = 4096;
    private static final int RECORDS_IN_A_MESSAGE = 20;
    private static final int TTL = 300;

    private final Faults faults = new Faults();
    private final Name zone;
    private final Name keyName;
    private final String secret;
    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private ZoneRecords records;
    private int writes;
    private volatile Duration skew = Duration.ZERO;
    private volatile boolean refusesTransfers;
    private volatile boolean refusesUpdates;

    /**
     * Starts to listen.
     *
     * @param zone such as {@code home.arpa}
     * @param keyName the name of the key
     * @param secret the key in Base64
     */
    public FakeZoneServer(String zone, String keyName, String secret) {
        this.zone = Name.fromConstantString(zone + ".");
        this.keyName = Name.fromConstantString(keyName + ".");
        this.secret = secret;
        this.records = new ZoneRecords(
                this.zone,
                List.of(
                        record(zone, "SOA", "ns." + zone + ". root." + zone + ". 1 3600 600 86400 300"),
                        record(zone, "NS", "ns." + zone + "."),
                        record("ns." + zone, "A", "127.0.0.1")));
        try {
            tcp = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
            udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("lab-zone-tcp", this::accept);
        start("lab-zone-udp", this::receive);
    }

    public int port() {
        return tcp.getLocalPort();
    }

    /** The switches that make updates fail, or their answers get lost. */
    public Faults faults() {
        return faults;
    }

    /** Returns how many updates have changed the zone. */
    public synchronized int writes() {
        return writes;
    }

    /** Puts the clock of this server ahead, or behind if this is negative. */
    public void skewClock(Duration ahead) {
        skew = ahead;
    }

    /** Refuses each transfer of the zone. */
    public void refuseTransfers() {
        refusesTransfers = true;
    }

    /** Refuses each update of the zone. */
    public void refuseUpdates() {
        refusesUpdates = true;
    }

    /** Adds a record as an administrator does, such as {@code nas.home.arpa}, {@code A} and {@code 192.0.2.9}. */
    public synchronized void addByHand(String name, String type, String value) {
        records.put(record(name, type, value));
    }

    /** Removes all records of a name as an administrator does. */
    public synchronized void removeByHand(String name) {
        records.update(List.of(Record.newRecord(Name.fromConstantString(name + "."), Type.ANY, DClass.ANY, 0)));
    }

    /** Returns all records but the SOA, sorted, as {@code NAME TTL TYPE VALUE} with the name without a dot at its end. */
    public synchronized List<String> records() {
        return records.texts();
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!tcp.isClosed()) {
            try {
                Socket socket = tcp.accept();
                open.add(socket);
                start("lab-zone-client", () -> serve(socket));
            } catch (IOException e) {
                Thread.onSpinWait(); // a closed socket ends the loop
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            while (!faults.isDown() && !tcp.isClosed()) {
                byte[] bytes = new byte[in.readUnsignedShort()];
                in.readFully(bytes);
                List<byte[]> answers = answers(bytes);
                if (answers.isEmpty()) {
                    return; // the answer is lost
                }
                for (byte[] answer : answers) {
                    out.writeShort(answer.length);
                    out.write(answer);
                }
                out.flush();
            }
        } catch (IOException e) {
            Thread.onSpinWait(); // the client has gone
        } finally {
            open.remove(socket);
        }
    }

    private void receive() {
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[LARGEST_QUERY], LARGEST_QUERY);
                udp.receive(packet);
                Message query = new Message(Arrays.copyOf(packet.getData(), packet.getLength()));
                if (!faults.isDown() && query.getHeader().getOpcode() == Opcode.QUERY) {
                    byte[] answer = answer(query).toWire();
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                Thread.onSpinWait(); // bytes that are no query get no answer, and a closed socket ends the loop
            }
        }
    }

    private synchronized List<byte[]> answers(byte[] bytes) throws IOException {
        Message message = new Message(bytes);
        TSIGRecord signature = message.getTSIG();
        TSIG key = key();
        int keyError = signature == null ? Rcode.NOERROR : keyError(message, bytes, signature, key);
        if (keyError != Rcode.NOERROR) {
            Message answer = empty(message, Rcode.NOTAUTH);
            answer.addRecord(key.generate(answer, answer.toWire(), keyError, signature), Section.ADDITIONAL);
            return List.of(answer.toWire(Message.MAXLENGTH));
        }
        boolean isUpdate = message.getHeader().getOpcode() == Opcode.UPDATE;
        Record question = message.getQuestion();
        if (!isUpdate && question.getType() == Type.AXFR) {
            return transfer(message, signature, key);
        }
        Message answer = isUpdate ? empty(message, update(message, signature)) : answer(message);
        if (isUpdate && answer.getRcode() == Rcode.NOERROR && faults.losesAnswer()) {
            return List.of();
        }
        if (signature != null) {
            key.apply(answer, signature);
        }
        return List.of(answer.toWire(Message.MAXLENGTH));
    }

    private int keyError(Message message, byte[] bytes, TSIGRecord signature, TSIG key) {
        return signature.getName().equals(keyName) && signature.getAlgorithm().equals(TSIG.HMAC_SHA256)
                ? key.verify(message, bytes, null)
                : Rcode.BADKEY;
    }

    private int update(Message message, @Nullable TSIGRecord signature) {
        if (!message.getQuestion().getName().equals(zone)) {
            return Rcode.NOTAUTH;
        }
        if (signature == null || refusesUpdates) {
            return Rcode.REFUSED;
        }
        int code = records.check(message.getSection(Section.PREREQ));
        List<Record> updates = message.getSection(Section.UPDATE);
        if (code != Rcode.NOERROR) {
            return code;
        }
        if (updates.stream().anyMatch(record -> !record.getName().subdomain(zone))) {
            return Rcode.NOTZONE;
        }
        ZoneRecords after = records.copy();
        after.update(updates);
        if (after.texts().equals(records.texts())) {
            return Rcode.NOERROR;
        }
        if (!faults.allowWrite()) {
            return Rcode.SERVFAIL;
        }
        after.countUp();
        records = after;
        writes++;
        return Rcode.NOERROR;
    }

    private List<byte[]> transfer(Message message, @Nullable TSIGRecord signature, TSIG key) {
        boolean isOurs = message.getQuestion().getName().equals(zone);
        if (signature == null || refusesTransfers || !isOurs) {
            Message answer = empty(message, isOurs ? Rcode.REFUSED : Rcode.NOTAUTH);
            if (signature != null) {
                key.apply(answer, signature);
            }
            return List.of(answer.toWire(Message.MAXLENGTH));
        }
        List<Record> all = new ArrayList<>(List.of(records.soa()));
        all.addAll(records.all());
        all.add(records.soa());
        List<byte[]> answers = new ArrayList<>();
        TSIGRecord last = signature;
        for (int from = 0; from < all.size(); from += RECORDS_IN_A_MESSAGE) {
            Message answer = empty(message, Rcode.NOERROR);
            all.subList(from, Math.min(all.size(), from + RECORDS_IN_A_MESSAGE))
                    .forEach(record -> answer.addRecord(record, Section.ANSWER));
            key.apply(answer, Rcode.NOERROR, last, from == 0);
            answers.add(answer.toWire(Message.MAXLENGTH));
            last = answer.getTSIG();
        }
        return answers;
    }

    private synchronized Message answer(Message query) {
        Record question = query.getQuestion();
        Name name = question.getName();
        Message answer = empty(query, records.isKnown(name) ? Rcode.NOERROR : Rcode.NXDOMAIN);
        List<Record> alias = records.set(name, Type.CNAME);
        records.set(name, question.getType()).forEach(record -> answer.addRecord(record, Section.ANSWER));
        if (question.getType() != Type.CNAME && !alias.isEmpty()) {
            answer.addRecord(alias.get(0), Section.ANSWER);
            records.set(((CNAMERecord) alias.get(0)).getTarget(), question.getType())
                    .forEach(record -> answer.addRecord(record, Section.ANSWER));
        }
        return answer;
    }

    private static Message empty(Message question, int code) {
        Message answer = new Message(question.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.AA);
        answer.getHeader().setOpcode(question.getHeader().getOpcode());
        answer.getHeader().setRcode(code);
        answer.addRecord(question.getQuestion(), Section.QUESTION);
        return answer;
    }

    private TSIG key() {
        return new TSIG(
                TSIG.HMAC_SHA256,
                keyName,
                new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"),
                Clock.offset(Clock.systemUTC(), skew));
    }

    private static Record record(String name, String type, String value) {
        try {
            return Record.fromString(Name.fromString(name + "."), Type.value(type), DClass.IN, TTL, value, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
