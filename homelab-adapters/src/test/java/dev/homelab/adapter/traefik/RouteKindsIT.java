// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.homelab.adapter.real.RealServers;
import dev.homelab.model.Route;
import dev.homelab.model.Route.Protocol;
import dev.homelab.model.Service;
import dev.homelab.model.dsl.Dsl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Every kind of route leads visitors of the real Traefik where it says. */
@EnabledIfEnvironmentVariable(named = RealServers.NEEDED, matches = ".+")
class RouteKindsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LIMIT_MILLIS = 2_000;

    private final Path file = Path.of(RealServers.variable("TRAEFIK_DIR"), "kinds.yml");
    private final URI api = URI.create(RealServers.variable("TRAEFIK_API"));
    private final URI web = URI.create(RealServers.variable("TRAEFIK_ENTRY"));
    private final InetSocketAddress stream = address(RealServers.variable("TRAEFIK_ENTRY_STREAM"));
    private final InetAddress here = InetAddress.getLoopbackAddress();
    private HttpServer first;
    private HttpServer second;
    private ServerSocket connections;
    private DatagramSocket datagrams;

    @BeforeEach
    void start() throws Exception {
        first = page("first");
        second = page("second");
        connections = new ServerSocket(0, 50, here);
        datagrams = new DatagramSocket(0, here);
        thread(() -> {
            while (true) {
                try (Socket visitor = connections.accept()) {
                    visitor.getOutputStream().write("over tcp\n".getBytes(StandardCharsets.UTF_8));
                }
            }
        });
        thread(() -> {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                datagrams.receive(packet);
                datagrams.send(packet);
            }
        });
        RealServers.swap(file, text());
        await("/api/http/routers/kinds@file");
        await("/api/tcp/routers/kinds_7@file");
        await("/api/udp/routers/kinds_8@file");
    }

    @AfterEach
    void stop() throws IOException {
        Files.deleteIfExists(file);
        first.stop(0);
        second.stop(0);
        connections.close();
        datagrams.close();
    }

    @Test
    void visitorsReachWhatEachRouteSays() throws Exception {
        assertThat(ask("home.arpa", "/")).contains("first");
        assertThat(ask("x.home.arpa", "/")).contains("second");
        assertThat(ask("a.home.arpa", "/")).as("a name of its own").contains("first");
        assertThat(ask("x.y.home.arpa", "/")).as("two steps below").contains("404 Not Found");
        assertThat(ask("a.home.arpa", "/api/v12/x")).contains("second");
        assertThat(ask("a.home.arpa", "/api/vx/x")).contains("first");
        assertThat(ask("proxy.home.arpa", "/api/version")).contains("3.7.15");
        assertThat(connected()).isEqualTo("over tcp\n");
        assertThat(sent()).isEqualTo("over udp");
        assertThat(state("/api/tcp/routers/kinds_6@file")
                        .path("tls")
                        .path("passthrough")
                        .asBoolean())
                .isTrue();
        for (int i = 2; i <= 5; i++) {
            assertThat(state("/api/http/routers/kinds_" + i + "@file")
                            .path("status")
                            .asText())
                    .isEqualTo("enabled");
        }
    }

    private String text() {
        Service kinds = Dsl.service(
                "kinds",
                "nas",
                service -> service.container("server", "server:1", server -> {})
                        .route("server", 1, route -> route.hostname("home.arpa"))
                        .route("server", 2, route -> route.hostname("*.home.arpa"))
                        .route("server", 1, route -> route.hostname("a.home.arpa"))
                        .route(
                                "server",
                                2,
                                route -> route.hostname("a.home.arpa").pathPattern("^/api/v[0-9]+/"))
                        .route(route -> route.hostname("proxy.home.arpa").service("api@internal"))
                        .route(
                                "server",
                                3,
                                route -> route.hostname("own.home.arpa")
                                        .protocol(Protocol.TCP)
                                        .tls("passthrough")
                                        .entryPoints("websecure"))
                        .route(
                                "server",
                                3,
                                route -> route.protocol(Protocol.TCP).entryPoints("stream"))
                        .route(
                                "server",
                                4,
                                route -> route.protocol(Protocol.UDP).entryPoints("datagram")));
        TraefikSettings settings = new TraefikSettings(
                "nas",
                file.resolveSibling("").toString(),
                api,
                "web",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Set.of(),
                Optional.empty());
        return new RouteText(kinds, new EntryPoints(settings, web), Optional.empty()).text(this::server);
    }

    private URI server(Route route) {
        int port = switch (route.port().orElse(0)) {
            case 1 -> first.getAddress().getPort();
            case 2 -> second.getAddress().getPort();
            case 3 -> connections.getLocalPort();
            default -> datagrams.getLocalPort();
        };
        return URI.create("http://127.0.0.1:" + port);
    }

    private HttpServer page(String text) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(here, 0), 0);
        server.createContext("/", visit -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            visit.sendResponseHeaders(200, body.length);
            visit.getResponseBody().write(body);
            visit.close();
        });
        server.start();
        return server;
    }

    private String ask(String hostname, String path) throws IOException {
        try (Socket visitor = new Socket(web.getHost(), web.getPort())) {
            visitor.setSoTimeout(LIMIT_MILLIS);
            visitor.getOutputStream()
                    .write("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                            .formatted(path, hostname)
                            .getBytes(StandardCharsets.UTF_8));
            return new String(visitor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String connected() throws IOException {
        try (Socket visitor = new Socket(stream.getAddress(), stream.getPort())) {
            visitor.setSoTimeout(LIMIT_MILLIS);
            return new String(visitor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String sent() throws IOException {
        byte[] text = "over udp".getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket visitor = new DatagramSocket(0, here)) {
            visitor.setSoTimeout(LIMIT_MILLIS);
            visitor.send(new DatagramPacket(text, text.length, stream));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            visitor.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
        }
    }

    /** Polls, since Traefik reads a file when it has noticed it. */
    private void await(String path) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!state(path).path("status").asText().equals("enabled")) {
            assertThat(Instant.now()).as("%s: %s", path, state(path)).isBefore(end);
            Thread.sleep(100);
        }
    }

    private JsonNode state(String path) throws IOException {
        try (var answer = api.resolve(path).toURL().openStream()) {
            return new JsonMapper().readTree(answer);
        } catch (java.io.FileNotFoundException e) { // not there yet
            return new JsonMapper().createObjectNode();
        }
    }

    private static InetSocketAddress address(String text) {
        String[] parts = text.split(":", 2);
        return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
    }

    /** Work that goes on until its socket is closed. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (SocketException e) {
                // the test is over
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
