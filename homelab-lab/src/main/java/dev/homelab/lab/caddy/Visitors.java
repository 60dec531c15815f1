// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.caddy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.homelab.lab.http.Answer;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.http.Request;
import java.net.URI;
import java.util.function.Function;
import java.util.function.Supplier;

/** The side of Caddy that visitors see: a port that stands for one of its own or for every one, without TLS. */
final class Visitors extends FakeServer {

    private final Supplier<JsonNode> config;
    private final Function<URI, URI> lab;
    private final String listen;

    /**
     * Starts to listen.
     *
     * @param listen the port of the configuration that it stands for, such as {@code :443}; empty for all
     */
    Visitors(Supplier<JsonNode> config, Function<URI, URI> lab, String listen) {
        super("caddy-entry");
        this.config = config;
        this.lab = lab;
        this.listen = listen;
        start();
    }

    @Override
    protected Answer answer(Request request) {
        for (JsonNode server : config.get().path("apps").path("http").path("servers")) {
            String port = server.path("listen").path(0).asText();
            if (listen.isEmpty() || listen.equals(port)) {
                Visit visit = new Visit(request, port.equals(":80") ? "http" : "https", lab);
                if (visit.isTaken(server.path("routes"))) {
                    return visit.answer();
                }
            }
        }
        return Answer.empty(200); // Caddy answers so where no route is
    }
}
