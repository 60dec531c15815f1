// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server on 127.0.0.1 whose answer does not end, in one of several ways. */
public final class EndlessServer implements AutoCloseable {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n";
    private static final byte[] BLOCK = "endless ".repeat(1024).getBytes(StandardCharsets.UTF_8);
    private static final long MILLIS_BETWEEN_DROPS = 50;

    private final ServerSocket socket;
    private final Way way;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** How it does not end. */
    public enum Way {
        /** It takes the request and says nothing. */
        SILENT,
        /** Its first line is never over. */
        ENDLESS_LINE,
        /** There is always one more header. */
        ENDLESS_HEADERS,
        /** Headers come one letter at a time. */
        DRIPPING_HEADERS,
        /** The body begins and then nothing comes. */
        SILENT_BODY,
        /** The body comes one letter at a time. */
        DRIPPING_BODY,
        /** The body comes as fast as it is read. */
        ENDLESS_BODY,
        /** As fast, in chunks. */
        ENDLESS_CHUNKS
    }

    /** Takes a free port and answers every request in this way. */
    public EndlessServer(Way way) {
        this.way = way;
        try {
            socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        background(this::accept);
    }

    /** Returns {@code http://127.0.0.1:PORT}. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket visitor = socket.accept();
                background(() -> serve(visitor));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket visitor) {
        try (visitor;
                InputStream request = visitor.getInputStream();
                OutputStream answer = visitor.getOutputStream()) {
            if (request.read() >= 0) {
                answer(answer);
            }
        } catch (IOException e) {
            return; // the visitor has left
        }
    }

    private void answer(OutputStream answer) throws IOException {
        switch (way) {
            case SILENT -> closesWithin(Long.MAX_VALUE);
            case ENDLESS_LINE -> repeat(answer, BLOCK, 0);
            case ENDLESS_HEADERS -> {
                send(answer, OK);
                repeat(answer, "X-More: and more\r\n".repeat(100).getBytes(StandardCharsets.UTF_8), 0);
            }
            case DRIPPING_HEADERS -> {
                send(answer, OK + "X-More: ");
                repeat(answer, new byte[] {'x'}, MILLIS_BETWEEN_DROPS);
            }
            case SILENT_BODY -> {
                send(answer, OK + "Content-Length: 1000\r\n\r\nbegun");
                closesWithin(Long.MAX_VALUE);
            }
            case DRIPPING_BODY -> {
                send(answer, OK + "\r\nbegun");
                repeat(answer, new byte[] {'x'}, MILLIS_BETWEEN_DROPS);
            }
            case ENDLESS_BODY -> {
                send(answer, OK + "\r\nbegun");
                repeat(answer, BLOCK, 0);
            }
            case ENDLESS_CHUNKS -> {
                send(answer, OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nbegun\r\n");
                repeat(answer, "8\r\nendless \r\n".repeat(100).getBytes(StandardCharsets.UTF_8), 0);
            }
        }
    }

    private void repeat(OutputStream answer, byte[] bytes, long pause) throws IOException {
        while (!closesWithin(pause)) {
            answer.write(bytes);
            answer.flush();
        }
    }

    private boolean closesWithin(long millis) throws IOException {
        try {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void send(OutputStream answer, String text) throws IOException {
        answer.write(text.getBytes(StandardCharsets.UTF_8));
        answer.flush();
    }

    private static void background(Runnable work) {
        Thread thread = new Thread(work, "lab-endless");
        thread.setDaemon(true);
        thread.start();
    }
}
