// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import static dev.homelab.lab.Eventually.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.PlainHttp;
import dev.homelab.lab.http.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A fake Traefik with one backend that remembers what it was asked. */
final class LabTraefik implements AutoCloseable {

    static final String APP = """
            http:
              routers:
                app:
                  rule: Host(`app.lan`)
                  entryPoints: [websecure]
                  service: app
                  tls: {}
              services:
                app:
                  loadBalancer:
                    servers: [{url: "http://192.0.2.11:8096"}]
            """;

    final FakeTraefik traefik;
    final Path folder;
    final List<Request> asked = new CopyOnWriteArrayList<>();
    private final Backend backend = new Backend(request -> Answer.html(200, "<h1>app</h1>"));
    private final Map<String, URI> places = new LinkedHashMap<>();

    LabTraefik(Path folder) {
        this.folder = folder;
        backend.listen(exchange -> asked.add(exchange.request()));
        place("192.0.2.11:8096", backend.uri());
        Map<String, String> entryPoints = new LinkedHashMap<>();
        entryPoints.put("web", ":80");
        entryPoints.put("websecure", ":443");
        traefik = new FakeTraefik(folder, entryPoints, this::moved);
    }

    /** Says where an address of the configuration really is. */
    void place(String authority, URI where) {
        places.put(authority, where);
    }

    /** Writes a file and waits until it was looked at. */
    void load(String name, String text) {
        int before = traefik.loads();
        put(name, text);
        eventually("loaded " + name, () -> traefik.loads() > before);
    }

    void put(String name, String text) {
        try {
            Path other = Files.writeString(folder.resolve("." + name + ".tmp"), text);
            Files.move(other, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer api(String path) {
        return send(traefik.uri(), path, Map.of());
    }

    JsonNode json(String path) {
        try {
            return new ObjectMapper().readTree(api(path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer visit(String host, String path) {
        return visit(path, Map.of("host", List.of(host)));
    }

    Answer visit(String entryPoint, String host, String path) {
        return send(traefik.entry(entryPoint), path, Map.of("host", List.of(host)));
    }

    Answer visit(String path, Map<String, List<String>> headers) {
        return send(traefik.entry(), path, headers);
    }

    @Override
    public void close() {
        traefik.close();
        backend.close();
    }

    private static Answer send(URI server, String path, Map<String, List<String>> headers) {
        try {
            return PlainHttp.send("GET", server.resolve(path), headers, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI moved(URI configured) {
        URI place = places.getOrDefault(configured.getAuthority(), URI.create("http://127.0.0.1:1"));
        return place.resolve(
                configured.getRawPath() + (configured.getRawQuery() == null ? "" : "?" + configured.getRawQuery()));
    }

    /** A server that answers as it is told. */
    static final class Backend extends FakeServer {

        private final Function<Request, Answer> answers;

        Backend(Function<Request, Answer> answers) {
            super("backend");
            this.answers = answers;
            start();
        }

        @Override
        protected Answer answer(Request request) {
            return answers.apply(request);
        }
    }
}
