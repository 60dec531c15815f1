// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.rfc2136;

import dev.homelab.lab.http.Faults;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/** Stands between an adapter and a real server over TCP: counts updates that are made, ends some unheard, and loses the answers of some. */
final class UpdateRelay implements AutoCloseable {

    private final Faults faults = new Faults();
    private final AtomicInteger writes = new AtomicInteger();
    private final ServerSocket socket;
    private final int server;

    /** Starts to listen in front of the server at this port. */
    UpdateRelay(int server) {
        this.server = server;
        try {
            socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::accept, "update-relay");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    Faults faults() {
        return faults;
    }

    int writes() {
        return writes.get();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept();
                    Socket real = new Socket(InetAddress.getLoopbackAddress(), server)) {
                relay(client, real);
            } catch (IOException e) {
                Thread.onSpinWait(); // the client has gone, or a closed socket ends the loop
            }
        }
    }

    /** One question for each connection, as the adapter does. */
    private void relay(Socket client, Socket real) throws IOException {
        byte[] question = read(new DataInputStream(client.getInputStream()));
        Message message = new Message(question);
        boolean isWrite = message.getHeader().getOpcode() == Opcode.UPDATE
                && !message.getSection(Section.UPDATE).isEmpty();
        if (isWrite && !faults.allowWrite()) {
            return;
        }
        write(real, question);
        if (isWrite) {
            byte[] answer = read(new DataInputStream(real.getInputStream()));
            if (new Message(answer).getRcode() == Rcode.NOERROR) {
                writes.incrementAndGet();
                if (faults.losesAnswer()) {
                    return;
                }
            }
            write(client, answer);
        } else {
            Thread back = new Thread(() -> copy(client, real), "update-relay-back");
            back.start();
            client.getInputStream().read(); // until the client has heard enough
        }
    }

    private static void copy(Socket client, Socket real) {
        try {
            real.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            Thread.onSpinWait(); // the client has heard enough
        }
    }

    private static byte[] read(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        return bytes;
    }

    private static void write(Socket to, byte[] bytes) throws IOException {
        DataOutputStream out = new DataOutputStream(to.getOutputStream());
        byte[] all = new byte[bytes.length + 2];
        all[0] = (byte) (bytes.length >> 8);
        all[1] = (byte) bytes.length;
        System.arraycopy(bytes, 0, all, 2, bytes.length);
        out.write(all);
        out.flush();
    }
}
