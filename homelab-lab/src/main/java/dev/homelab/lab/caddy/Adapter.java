// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.caddy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes Caddy's JSON of the sites of a Caddyfile. */
final class Adapter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Adapter() {}

    static ObjectNode adapt(List<Site> sites) {
        refuseAmbiguous(sites);
        ObjectNode root = JSON.objectNode();
        if (sites.isEmpty()) {
            return root;
        }
        ObjectNode servers = root.putObject("apps").putObject("http").putObject("servers");
        Map<Integer, ArrayNode> routes = new TreeMap<>();
        sites.stream()
                .sorted(Comparator.comparing((Site site) -> -site.path().length())
                        .thenComparing(site -> site.host().startsWith("*"))
                        .thenComparing(site -> -site.host().length()))
                .forEach(site -> routes.computeIfAbsent(site.port(), port -> server(servers, port))
                        .add(route(site)));
        return root;
    }

    private static ArrayNode server(ObjectNode servers, int port) {
        ObjectNode server = servers.putObject("srv" + servers.size());
        server.putArray("listen").add(":" + port);
        return server.putArray("routes");
    }

    private static ObjectNode route(Site site) {
        ObjectNode route = JSON.objectNode();
        if (!site.host().isEmpty() || !site.path().isEmpty()) {
            ObjectNode match = route.putArray("match").addObject();
            if (!site.host().isEmpty()) {
                match.putArray("host").add(site.host());
            }
            if (!site.path().isEmpty()) {
                match.putArray("path").add(site.path());
            }
        }
        route.putArray("handle").add(new Handlers(site.lines()).subroute(site.lines(), false));
        return route.put("terminal", true);
    }

    private static void refuseAmbiguous(List<Site> sites) {
        Set<String> keys = new TreeSet<>();
        Map<String, List<String>> certificates = new HashMap<>();
        for (Site site : sites) {
            if (!keys.add(site.key())) {
                throw new InvalidCaddyfileException("ambiguous site definition: " + site.address());
            }
            if (site.scheme().equals("https")) {
                List<String> here = site.lines().stream()
                        .filter(line -> line.name().equals("tls"))
                        .map(line -> line.arguments() + " " + line.block())
                        .toList();
                List<String> there = certificates.putIfAbsent(site.host(), here);
                if (there != null && !there.equals(here)) {
                    throw new InvalidCaddyfileException(
                            "hostname appears in more than one automation policy, making certificate management ambiguous: "
                                    + site.host());
                }
            }
        }
    }
}
