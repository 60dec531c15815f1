// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import dev.homelab.lab.file.FileWatch;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A Traefik that watches a folder: this server is its API, {@link #entry()} is where visitors go.
 *
 * <p>One invalid file keeps the last good configuration for all of them, as with the real one.
 */
public final class FakeTraefik extends FakeServer {

    private final Map<String, String> entryPoints;
    private final Function<URI, URI> lab;
    private final Proxy proxy;
    private final Map<String, Proxy> doors = new ConcurrentHashMap<>();
    private final FileWatch<SortedMap<String, String>> watch;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger loads = new AtomicInteger();
    private volatile RouterTable table;
    private volatile Optional<String> lastError = Optional.empty();
    private volatile Duration throttle = Duration.ZERO;
    private volatile String version = "3.7.9";

    /**
     * Loads the folder and starts to listen.
     *
     * @param folder watched from now on; need not be there yet
     * @param entryPoints by name, with the address shown in the API, such as {@code :443}
     * @param lab where a configured server really is: {@code PublishedPorts::moved}
     */
    public FakeTraefik(Path folder, Map<String, String> entryPoints, Function<URI, URI> lab) {
        super("traefik");
        this.entryPoints = new LinkedHashMap<>(entryPoints);
        this.table = new RouterTable(Configuration.empty(), new ArrayList<>(entryPoints.keySet()));
        this.lab = lab;
        this.proxy = new Proxy(() -> table, lab, router -> true);
        this.watch = FileWatch.start("traefik", () -> DynamicFolder.read(folder), this::load);
        start();
    }

    /** Where visitors go, whatever the entry point; the host they ask for is in the {@code Host} header. */
    public URI entry() {
        return proxy.uri();
    }

    /** Where visitors of one entry point go; those that listen only on others do not answer there. */
    public URI entry(String entryPoint) {
        return doors.computeIfAbsent(
                        entryPoint,
                        name -> new Proxy(
                                () -> table, lab, router -> router.using().contains(name)))
                .uri();
    }

    /** The server behind {@link #entry()}, to count its requests, listen to them or make it fail. */
    public FakeServer visitors() {
        return proxy;
    }

    /** Why the files as they are now are not in force; empty when they are. */
    public Optional<String> lastError() {
        return lastError;
    }

    /** Returns how many configurations came into force since the start, the first one included. */
    public int loads() {
        return loads.get();
    }

    /** Lets every change wait this long before it is loaded; the real one's default is two seconds. */
    public void throttle(Duration delay) {
        throttle = delay;
    }

    /** Says from now on that it is another version; it knows no other keys because of that. */
    public void calledVersion(String other) {
        version = other;
    }

    /** Names of the routers in force, with their status. */
    public Map<String, String> routers() {
        Map<String, String> all = new LinkedHashMap<>();
        table.routers().forEach(router -> all.put(router.name(), router.status()));
        return all;
    }

    @Override
    protected Answer answer(Request request) {
        return new TraefikApi(table, entryPoints, version).answer(request);
    }

    @Override
    public void close() {
        closed.countDown();
        watch.close();
        proxy.close();
        doors.values().forEach(Proxy::close);
        super.close();
    }

    private void load(SortedMap<String, String> files) {
        if (isClosedWithin(throttle)) {
            return;
        }
        try {
            table = new RouterTable(Configuration.load(files), List.copyOf(entryPoints.keySet()));
            lastError = Optional.empty();
            loads.incrementAndGet();
        } catch (InvalidFileException e) {
            lastError = Optional.of("Error occurred during watcher callback error=\"" + e.getMessage() + "\"");
        }
    }

    private boolean isClosedWithin(Duration delay) {
        try {
            return !delay.isZero() && closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
