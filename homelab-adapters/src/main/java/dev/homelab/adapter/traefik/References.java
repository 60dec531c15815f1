// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * What files refer to, and what they bring along. Names are in full, with their provider. Pure.
 *
 * @param files of the file provider
 */
record References(List<RouteFile> files) {

    private static final List<String> PROTOCOLS = List.of("http", "tcp", "udp");
    private static final List<String> SECTIONS = List.of("http", "tcp", "udp", "tls");

    /** Returns the entry points that routers listen on. */
    Set<String> entryPoints() {
        Set<String> names = new TreeSet<>();
        PROTOCOLS.forEach(protocol -> each(
                protocol,
                "routers",
                (name, router) -> router.path("entryPoints").forEach(entryPoint -> names.add(entryPoint.asText()))));
        return names;
    }

    /** Returns the middlewares that routers lead through. */
    Set<String> middlewares() {
        Set<String> names = new TreeSet<>();
        each(
                "http",
                "routers",
                (name, router) ->
                        router.path("middlewares").forEach(middleware -> names.add(inFull(middleware.asText()))));
        return names;
    }

    /** Returns the transports by which servers are reached. */
    Set<String> transports() {
        Set<String> names = new TreeSet<>();
        each("http", "services", (name, service) -> {
            JsonNode transport = service.path("loadBalancer").path("serversTransport");
            if (transport.isTextual()) {
                names.add(inFull(transport.asText()));
            }
        });
        return names;
    }

    /** Returns the options of TLS that routers ask for, but for the ones there always are. */
    Set<String> tlsOptions() {
        Set<String> names = new TreeSet<>();
        for (String protocol : PROTOCOLS) {
            each(protocol, "routers", (name, router) -> {
                JsonNode options = router.path("tls").path("options");
                if (options.isTextual() && !options.asText().equals("default")) {
                    names.add(inFull(options.asText()));
                }
            });
        }
        return names;
    }

    /** Returns the names of the options of TLS that the files define. */
    Set<String> definedTlsOptions() {
        Set<String> names = new TreeSet<>();
        each("tls", "options", (name, options) -> names.add(inFull(name)));
        return names;
    }

    /** Returns the names of what the files define of one kind. */
    Set<String> defined(String kind) {
        Set<String> names = new TreeSet<>();
        each("http", kind, (name, part) -> names.add(inFull(name)));
        return names;
    }

    /** Returns everything that a file defines, whatever its section: {@code http.routers.wiki}. */
    static Set<String> names(RouteFile file) {
        Set<String> names = new TreeSet<>();
        JsonNode root = file.text().root();
        SECTIONS.forEach(section -> root.path(section)
                .properties()
                .forEach(kind -> kind.getValue()
                        .fieldNames()
                        .forEachRemaining(name -> names.add(section + "." + kind.getKey() + "." + name))));
        return names;
    }

    /** Returns a name with its provider, which is that of files if it names none. */
    static String inFull(String name) {
        return name.contains("@") ? name : name + "@file";
    }

    private void each(String section, String kind, BiConsumer<String, JsonNode> visit) {
        files.forEach(file -> file.text()
                .root()
                .path(section)
                .path(kind)
                .properties()
                .forEach(part -> visit.accept(part.getKey(), part.getValue())));
    }
}
