// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.dns;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A DNS query of one question (RFC 1035, section 4), and the answer to it in bytes.
 *
 * @param id chosen by the client
 * @param name without the dot at the end, in the case it was asked
 * @param type a record type's number
 */
public record DnsMessage(int id, String name, int type) {

    public static final int NOERROR = 0;
    public static final int NXDOMAIN = 3;
    public static final int REFUSED = 5;

    private static final int HEADER = 12;
    private static final int ANSWER_AUTHORITATIVE_RECURSIVE = 0x8580;
    private static final int INTERNET = 1;

    /** Reads a query; throws {@link RuntimeException} for bytes that are none. */
    public static DnsMessage parse(byte[] bytes) {
        ByteBuffer wire = ByteBuffer.wrap(bytes);
        int id = Short.toUnsignedInt(wire.getShort());
        wire.position(HEADER);
        StringBuilder name = new StringBuilder();
        for (int length = wire.get(); length > 0; length = wire.get()) {
            byte[] label = new byte[length];
            wire.get(label);
            name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        return new DnsMessage(id, name.toString(), Short.toUnsignedInt(wire.getShort()));
    }

    /** Returns the answer to this query. */
    public byte[] answer(int code, List<DnsRecord> records) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeShort(id);
            out.writeShort(ANSWER_AUTHORITATIVE_RECURSIVE | code);
            out.writeShort(1);
            out.writeShort(records.size());
            out.writeInt(0);
            out.write(labels(name));
            out.writeShort(type);
            out.writeShort(INTERNET);
            for (DnsRecord answer : records) {
                write(out, answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, DnsRecord answer) throws IOException {
        byte[] value = answer.type() == DnsRecord.CNAME || answer.type() == DnsRecord.PTR
                ? labels(answer.value())
                : InetAddress.getByName(answer.value()).getAddress();
        out.write(labels(answer.name()));
        out.writeShort(answer.type());
        out.writeShort(INTERNET);
        out.writeInt(answer.ttl());
        out.writeShort(value.length);
        out.write(value);
    }

    private static byte[] labels(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String label : name.split("\\.", -1)) {
            byte[] text = label.getBytes(StandardCharsets.US_ASCII);
            if (text.length > 0) {
                bytes.write(text.length);
                bytes.writeBytes(text);
            }
        }
        bytes.write(0);
        return bytes.toByteArray();
    }
}
