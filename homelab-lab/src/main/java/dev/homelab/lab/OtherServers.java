// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab;

import dev.homelab.lab.adguard.FakeAdGuard;
import dev.homelab.lab.adguard.FakeAdGuardDns;
import dev.homelab.lab.authelia.FakeAuthelia;
import dev.homelab.lab.caddy.FakeCaddy;
import dev.homelab.lab.dnsmasq.FakeDnsmasq;
import dev.homelab.lab.homepage.FakeHomepage;
import dev.homelab.lab.host.FakeHost;
import dev.homelab.lab.host.PublishedPorts;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.keycloak.FakeKeycloak;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Servers of the kinds that a lab has only if it is asked to, on the hosts of those that usually do the same. */
final class OtherServers implements AutoCloseable {

    static final Set<String> KINDS =
            new TreeSet<>(Set.of("adguard", "authelia", "caddy", "dnsmasq", "homepage", "keycloak", "swarm"));

    private static final String PROXY = "traefik";
    private static final String CADDYFILE = "/etc/caddy/Caddyfile";
    private static final String USER = "homelab";

    private final Function<String, FakeHost> hosts;
    private final PublishedPorts ports;
    private final String secret;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private Optional<FakeCaddy> caddy = Optional.empty();
    private Optional<FakeAuthelia> authelia = Optional.empty();
    private Optional<FakeKeycloak> keycloak = Optional.empty();
    private Optional<FakeAdGuard> adguard = Optional.empty();
    private Optional<FakeHomepage> homepage = Optional.empty();
    private Optional<Integer> dnsPort = Optional.empty();

    /**
     * None yet.
     *
     * @param secret what Keycloak and AdGuard Home take
     */
    OtherServers(Function<String, FakeHost> hosts, PublishedPorts ports, String secret) {
        this.hosts = hosts;
        this.ports = ports;
        this.secret = secret;
    }

    /** Starts one, and returns the sections of the targets that it is, by their names. */
    Map<String, String> start(String kind) {
        return switch (kind) {
            case "adguard" -> Map.of("dns", adguard());
            case "authelia" -> Map.of("sso", authelia());
            case "caddy" -> Map.of("proxy", caddy());
            case "dnsmasq" -> Map.of("dns", dnsmasq());
            case "homepage" -> Map.of("dashboard", homepage());
            case "keycloak" -> Map.of("sso", keycloak());
            case "swarm" -> Map.of(Lab.MEDIA, swarm(Lab.MEDIA), Lab.CORE, swarm(Lab.CORE));
            default ->
                throw new IllegalArgumentException(
                        "There is no \"%s\" in the lab, only %s.".formatted(kind, String.join(", ", KINDS)));
        };
    }

    private String adguard() {
        FakeAdGuard server = started(new FakeAdGuard(USER, secret));
        int port = started(new FakeAdGuardDns(server)).port();
        adguard = Optional.of(server);
        dnsPort = Optional.of(port);
        return "kind: adguard, url: \"%s\", user: %s, password: env:ADGUARD_PASSWORD, dnsPort: %d"
                .formatted(server.uri(), USER, port);
    }

    private String authelia() {
        FakeHost host = hosts.apply(PROXY);
        FakeAuthelia.writeInitial(host::place);
        FakeAuthelia server = started(new FakeAuthelia(host::place));
        server.addUser("ada", "admins", "family");
        server.permitPlainPages();
        ports.publish("127.0.0.1", server.port(), server.uri()); // the proxy asks it about visitors
        host.install("systemctl", words -> server.restart());
        host.install("authelia", words -> server.validate());
        authelia = Optional.of(server);
        return "kind: authelia, host: %s, directory: /opt/authelia/homelab, url: \"%s\", portal: \"%s\", restart: [systemctl, restart, authelia], validate: [authelia, config, validate]"
                .formatted(PROXY, server.uri(), FakeAuthelia.PORTAL);
    }

    private String caddy() {
        FakeHost host = hosts.apply(PROXY);
        write(host.place(CADDYFILE), "import /etc/caddy/homelab/*.caddy\n");
        FakeCaddy server = started(new FakeCaddy(host::place, CADDYFILE, ports::moved));
        started(server.visitors());
        caddy = Optional.of(server);
        return "kind: caddy, host: %s, url: \"%s\", directory: /etc/caddy/homelab, api: \"%s\""
                .formatted(PROXY, server.entry(), server.uri());
    }

    private String dnsmasq() {
        FakeHost host = hosts.apply(PROXY);
        int port = started(FakeDnsmasq.ofHostsDir(host.place("/etc/dnsmasq.d/hosts")))
                .port();
        dnsPort = Optional.of(port);
        return "kind: dnsmasq, host: %s, file: /etc/dnsmasq.d/hosts/homelab.hosts, dnsHost: 127.0.0.1, dnsPort: %d"
                .formatted(PROXY, port);
    }

    private String homepage() {
        Path folder = hosts.apply(Lab.GLANCE).place("/opt/homepage/config");
        write(folder.resolve("README"), "");
        FakeHomepage.writeInitial(folder);
        FakeHomepage server = started(new FakeHomepage(folder, Map.of()));
        homepage = Optional.of(server);
        return "kind: homepage, host: %s, url: \"%s\", directory: /opt/homepage/config"
                .formatted(Lab.GLANCE, server.uri());
    }

    private String keycloak() {
        FakeKeycloak server = started(new FakeKeycloak(secret));
        List.of("admins", "family").forEach(server::addGroup);
        keycloak = Optional.of(server);
        return "kind: keycloak, url: \"%s\", realm: %s, clientId: %s, clientSecret: env:KEYCLOAK_SECRET"
                .formatted(server.uri(), FakeKeycloak.REALM, FakeKeycloak.CLIENT);
    }

    private String swarm(String host) {
        hosts.apply(host).docker().swarm().init().labelNode("homelab.host", host);
        return "kind: swarm, host: " + host;
    }

    /** Returns these names of the usual proxy, sign-in, name server and dashboard, with those of the others in their places. */
    List<String> named(List<String> usual) {
        List<String> all = new ArrayList<>(usual);
        caddy.ifPresent(server -> all.set(0, "Caddy"));
        keycloak.ifPresent(server -> all.set(1, "Keycloak"));
        authelia.ifPresent(server -> all.set(1, "Authelia"));
        dnsPort.ifPresent(port -> all.set(2, adguard.isPresent() ? "AdGuard Home" : "dnsmasq"));
        homepage.ifPresent(server -> all.set(3, "Homepage"));
        return all;
    }

    /** Returns where visitors enter, if another proxy than the usual one was started. */
    Optional<URI> entry() {
        return caddy.map(FakeCaddy::entry);
    }

    /** Returns where another dashboard is. */
    Optional<URI> dashboard() {
        return homepage.map(FakeHomepage::uri);
    }

    /** Returns where another server answers for names. */
    Optional<Integer> dnsPort() {
        return dnsPort;
    }

    /** Returns how many changes they have accepted, but for those in files of hosts. */
    int writes() {
        return Stream.of(keycloak, adguard)
                .flatMap(Optional::stream)
                .mapToInt(FakeServer::writes)
                .sum();
    }

    /** Returns everything that they hold, but for files of hosts. */
    Map<String, String> snapshot() {
        Map<String, String> all = new TreeMap<>();
        keycloak.ifPresent(server -> all.put("keycloak", server.snapshot()));
        authelia.ifPresent(server -> all.put("authelia", server.snapshot()));
        adguard.ifPresent(server -> all.put("adguard", server.rewrites().toString()));
        homepage.ifPresent(server -> all.put("homepage", server.names().toString()));
        Stream.of(Lab.MEDIA, Lab.CORE)
                .forEach(host -> all.put(
                        "swarm of " + host,
                        hosts.apply(host).docker().swarm().describe().toString()));
        return all;
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private <T extends AutoCloseable> T started(T server) {
        started.push(server);
        return server;
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
