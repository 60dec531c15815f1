// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A stateful HTTP server on 127.0.0.1 and a free port.
 *
 * <p>A subclass says what it answers; counting, listening and failing are done here. {@link #answer} is called by
 * several threads at once unless the subclass makes it synchronized.
 */
public abstract class FakeServer implements AutoCloseable {

    static {
        // Without it, every answer on a connection that is kept waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final List<ExchangeListener> EVERYWHERE = ServiceLoader.load(ExchangeListener.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList();

    private final String name;
    private volatile HttpServer server;
    private final int port;
    private final ExecutorService threads;
    private final Faults faults = new Faults();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private final List<Consumer<Exchange>> listeners = new CopyOnWriteArrayList<>(EVERYWHERE);

    /** Takes a port at once; no request is answered before {@link #start}. */
    protected FakeServer(String name) {
        this.name = name;
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "lab-" + name);
            thread.setDaemon(true);
            return thread;
        });
        this.server = listening(0);
        this.port = server.getAddress().getPort();
    }

    private HttpServer listening(int port) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            made.setExecutor(threads);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins to answer. Call it last in the constructor of a final subclass. */
    protected final void start() {
        server.createContext("/", this::handle);
        server.start();
    }

    /** Stops listening: connections are refused, as by a server that is not running, until {@link #reconnect}. */
    public final void disconnect() {
        server.stop(0);
    }

    /** Listens again, at the same port. */
    public final void reconnect() {
        server = listening(port);
        start();
    }

    /** Answers one request. An exception becomes a 500 that shows its text. */
    protected abstract Answer answer(Request request);

    /** Returns which release of the real server it stands for; empty if it knows of none. */
    protected String release() {
        return "";
    }

    /** Counts one change of this fake's state; call it when a write is accepted. */
    protected final void countWrite() {
        writes.incrementAndGet();
    }

    public final String name() {
        return name;
    }

    public final int port() {
        return port;
    }

    /** Returns {@code http://127.0.0.1:PORT}, without a slash at the end. */
    public final URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public final Faults faults() {
        return faults;
    }

    /** Returns how many requests came in since the start. */
    public final int requests() {
        return requests.get();
    }

    /** Returns how many changes of state were accepted since the start; signing in is none. */
    public final int writes() {
        return writes.get();
    }

    /** Notifies {@code listener} of every exchange from now on, on the thread that answers it. */
    public final void listen(Consumer<Exchange> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            if (faults.isDown()) {
                return; // the connection ends without an answer
            }
            Request request = read(exchange);
            Answer answer = answerOrFail(request);
            if (answer.status() == 0 || faults.losesAnswer()) {
                return;
            }
            listeners.forEach(listener -> listener.accept(new Exchange(name, release(), request, answer)));
            send(exchange, answer);
        }
    }

    private Answer answerOrFail(Request request) {
        try {
            return answer(request);
        } catch (RuntimeException e) {
            return Answer.text(500, "the fake " + name + " failed: " + e);
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((key, values) -> headers.put(key.toLowerCase(Locale.ROOT), values));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return new Request(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        boolean bodiless = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }
}
