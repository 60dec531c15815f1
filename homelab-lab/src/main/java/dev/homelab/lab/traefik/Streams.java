// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab.traefik;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What Traefik says of TCP and UDP in {@code /api/rawdata}. It judges what routers use and nothing else: a service or a
 * middleware that no router leads to is enabled, whatever is in it (3.7.15).
 */
record Streams(Configuration configuration, Set<String> entryPoints) {

    void addTo(ObjectNode rawdata) {
        routers("tcp", rawdata);
        parts("tcp.middlewares", "tcpMiddlewares", rawdata);
        parts("tcp.services", "tcpServices", rawdata);
        routers("udp", rawdata);
        parts("udp.services", "udpServices", rawdata);
    }

    /** An empty section is omitted. */
    private void parts(String kind, String shown, ObjectNode rawdata) {
        configuration.stream(kind)
                .forEach((name, written) -> rawdata.withObject("/" + shown)
                        .set(name, written.deepCopy().put("status", "enabled")));
    }

    private void routers(String section, ObjectNode rawdata) {
        configuration.stream(section + ".routers")
                .forEach((name, written) ->
                        rawdata.withObject("/" + section + "Routers").set(name, router(section, written)));
    }

    private ObjectNode router(String section, ObjectNode written) {
        List<String> wanted = RouterTable.texts(written.path("entryPoints"));
        List<String> using = wanted.isEmpty()
                ? List.copyOf(entryPoints)
                : wanted.stream().filter(entryPoints::contains).toList();
        List<String> errors = new ArrayList<>();
        wanted.stream()
                .filter(name -> !entryPoints.contains(name))
                .forEach(name -> errors.add("entryPoint \"" + name + "\" doesn't exist"));
        List<String> critical = critical(section, written, using);
        errors.addAll(critical);
        ObjectNode json = written.deepCopy();
        if (!errors.isEmpty()) {
            errors.forEach(json.putArray("error")::add);
        }
        json.put("status", critical.isEmpty() ? errors.isEmpty() ? "enabled" : "warning" : "disabled");
        if (!using.isEmpty()) {
            using.forEach(json.putArray("using")::add);
        }
        return json;
    }

    private List<String> critical(String section, ObjectNode written, List<String> using) {
        if (using.isEmpty()) {
            return List.of("no valid entryPoint for this router"); // and looks no further
        }
        String service = Configuration.qualified(written.path("service").asText());
        if (!configuration.stream(section + ".services").containsKey(service)) {
            return List.of("the service \"" + service + "\" does not exist");
        }
        String rule = written.path("rule").asText();
        if (rule.contains("HostSNI(") && !rule.contains("HostSNI(`*`)") && !written.has("tls")) {
            return List.of("invalid rule: \"" + rule + "\" , has HostSNI matcher, but no TLS on router");
        }
        String options = written.path("tls").path("options").asText("default");
        if (!options.equals("default") && !configuration.tlsOptions().containsKey(Configuration.qualified(options))) {
            return List.of("unknown TLS options: " + Configuration.qualified(options));
        }
        List<String> missing = RouterTable.texts(written.path("middlewares")).stream()
                .map(Configuration::qualified)
                .filter(name -> !configuration.stream(section + ".middlewares").containsKey(name))
                .toList();
        return missing.isEmpty() ? List.of() : List.of("middleware \"" + missing.get(0) + "\" does not exist");
    }
}
