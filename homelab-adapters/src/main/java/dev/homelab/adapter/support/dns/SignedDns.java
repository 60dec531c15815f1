// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.support.dns;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.Type;

/** A DNS server that is asked over TCP, with messages that carry the signature of a key (RFC 8945). A connection for each question. */
public final class SignedDns {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final String server;
    private final int port;
    private final TSIG key;

    /**
     * Connects to nothing yet.
     *
     * @param server its name or address
     * @param key signs questions, and is what answers must be signed with
     */
    public SignedDns(String server, int port, TSIG key) {
        this.server = server;
        this.port = port;
        this.key = key;
    }

    /**
     * Sends a message that is answered by one.
     *
     * @throws DnsRefusedException if the answer is a refusal
     * @throws IOException if there is no answer, so that it may have been acted upon or not
     */
    public void send(Message message) throws IOException, DnsRefusedException {
        try (Socket socket = connect()) {
            TSIGRecord signature = write(socket, message);
            byte[] bytes = read(new DataInputStream(socket.getInputStream()));
            Message answer = new Message(bytes);
            check(answer, key.verify(answer, bytes, signature));
            if (answer.getHeader().getID() != message.getHeader().getID()) {
                throw new IOException("the answer is to another question");
            }
        }
    }

    /**
     * Reads all records of a zone.
     *
     * @throws DnsRefusedException if the server does not give them away
     */
    public List<Record> transfer(Name zone) throws IOException, DnsRefusedException {
        Message question = Message.newQuery(Record.newRecord(zone, Type.AXFR, DClass.IN));
        List<Record> records = new ArrayList<>();
        try (Socket socket = connect()) {
            TSIG.StreamVerifier verifier = new TSIG.StreamVerifier(key, write(socket, question));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            boolean isFirst = true;
            do {
                byte[] bytes = read(in);
                Message answer = new Message(bytes);
                check(answer, verifier.verify(answer, bytes));
                List<Record> some = answer.getSection(Section.ANSWER);
                if (some.isEmpty() || (isFirst && some.get(0).getType() != Type.SOA)) {
                    throw new IOException("the answer is no zone");
                }
                records.addAll(some);
                isFirst = false;
            } while (!isWhole(records));
        }
        return records.subList(0, records.size() - 1);
    }

    /** A zone begins and ends with its first record. */
    private static boolean isWhole(List<Record> records) {
        return records.size() > 1 && records.get(records.size() - 1).getType() == Type.SOA;
    }

    /** A refusal of the key is not signed, so its own words count before the signature does. */
    private static void check(Message answer, int signature) throws IOException, DnsRefusedException {
        int code = answer.getRcode();
        TSIGRecord said = answer.getTSIG();
        if (code != Rcode.NOERROR) {
            throw new DnsRefusedException(
                    answer.getHeader().getRcode(), said == null ? Rcode.NOERROR : said.getError());
        }
        if (signature != Rcode.NOERROR) {
            throw new IOException("the answer does not carry the signature of the key");
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(server, port), (int) CONNECT.toMillis());
            socket.setSoTimeout((int) ANSWER.toMillis());
            socket.setTcpNoDelay(true);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private TSIGRecord write(Socket socket, Message message) throws IOException {
        key.apply(message, null);
        byte[] bytes = message.toWire(Message.MAXLENGTH);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        out.writeShort(bytes.length);
        out.write(bytes);
        out.flush();
        return message.getTSIG();
    }

    private static byte[] read(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        return bytes;
    }
}
