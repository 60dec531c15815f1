// SPDX-License-Identifier: Apache-2.0
package dev.homelab.lab;

import dev.homelab.lab.authentik.FakeAuthentik;
import dev.homelab.lab.discord.FakeDiscord;
import dev.homelab.lab.glance.FakeGlance;
import dev.homelab.lab.host.FakeHost;
import dev.homelab.lab.host.LabKeys;
import dev.homelab.lab.host.PublishedPorts;
import dev.homelab.lab.http.Exchange;
import dev.homelab.lab.http.FakeServer;
import dev.homelab.lab.pihole.FakeDns;
import dev.homelab.lab.pihole.FakePihole;
import dev.homelab.lab.traefik.FakeTraefik;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A whole homelab on 127.0.0.1: hosts, proxy, identity provider, DNS, dashboard and a chat, with an inventory that names
 * them by the names of the sample inventory, so that the same services can be applied to it.
 *
 * <pre>{@code
 * try (Lab lab = Lab.start(folder)) {
 *     Homelab.read(services, lab.inventory(), lab.environment()).apply();
 * }
 * }</pre>
 */
public final class Lab implements AutoCloseable {

    /** The host that services run on first of all. */
    public static final String MEDIA = "docker-media";

    /** The kinds of servers that a lab has instead of others if it is asked to. */
    public static final Set<String> OTHER_KINDS = OtherServers.KINDS;

    static final String CORE = "docker-core-utils";
    static final String GLANCE = "docker-lxc-glance";
    private static final String TRAEFIK = "traefik";
    private static final String RECORD = "/var/lib/homelab";
    private static final List<String> WATCHED = List.of("/opt", "/etc");

    private final LabFolder folder;
    private final KeyPair key = LabKeys.make();
    private final PublishedPorts ports = new PublishedPorts();
    private final Map<String, FakeHost> hosts = new LinkedHashMap<>();
    private final LabSecrets secrets = LabSecrets.make();
    private final FakePihole pihole = new FakePihole(secrets.pihole());
    private final FakeDns dns = new FakeDns(pihole);
    private final FakeAuthentik authentik = new FakeAuthentik(secrets.authentik());
    private final FakeDiscord discord = new FakeDiscord();
    private final FakeTraefik traefik;
    private final FakeGlance glance;
    private final OtherServers others;

    private Lab(LabFolder folder) {
        this.folder = folder;
        addHost(MEDIA, "192.0.2.11");
        addHost(CORE, "192.0.2.13").ignoring(RECORD);
        addHost(GLANCE, "192.0.2.12");
        addHost(TRAEFIK, "127.0.0.1");
        Path dashboard = made(host(GLANCE).place("/opt/glance/config"));
        FakeGlance.writeInitial(dashboard);
        this.glance = new FakeGlance(dashboard, Map.of());
        Path routes = made(host(TRAEFIK).place("/etc/traefik/dynamic"));
        ports.publish("127.0.0.1", authentik.port(), authentik.uri()); // the proxy asks its outpost about visitors
        this.traefik = new FakeTraefik(routes, Map.of("web", ":80"), ports::moved);
        List.of("admins", "family").forEach(authentik::addGroup);
        this.others = new OtherServers(this::host, ports, secrets.others());
    }

    /** Starts a lab that keeps its files in this folder, which is made if it is missing. */
    public static Lab start(Path folder) {
        return start(folder, Set.of());
    }

    /**
     * Starts a lab with servers of other kinds, each in the place of the one that does the same in a usual lab.
     *
     * @param kinds some of {@link #OTHER_KINDS}
     */
    public static Lab start(Path folder, Set<String> kinds) {
        Lab lab = new Lab(new LabFolder(made(folder)));
        Map<String, String> targets = lab.targets();
        kinds.forEach(kind -> targets.putAll(lab.others.start(kind)));
        lab.folder.write(lab.key, lab.hosts.values(), lab.environment(), targets);
        return lab;
    }

    private Map<String, String> targets() {
        Map<String, String> targets = new LinkedHashMap<>();
        targets.put(MEDIA, "kind: compose, host: docker-media, root: /opt/stacks");
        targets.put(CORE, "kind: compose, host: docker-core-utils, root: /opt/stacks");
        targets.put("sso", "kind: authentik, url: \"%s\", token: env:AUTHENTIK_TOKEN".formatted(authentik.uri()));
        targets.put(
                "proxy",
                "kind: traefik, host: traefik, url: \"%s\", directory: /etc/traefik/dynamic, api: \"%s\", entryPoint: web"
                        .formatted(traefik.entry(), traefik.uri()));
        targets.put(
                "dns",
                "kind: pihole, url: \"%s\", password: env:PIHOLE_PASSWORD, dnsPort: %d, timeouts: {signIn: 1s, restart: 3s}"
                        .formatted(pihole.uri(), dns.port()));
        targets.put(
                "dashboard",
                "kind: glance, host: docker-lxc-glance, url: \"%s\", directory: /opt/glance/config"
                        .formatted(glance.uri()));
        return targets;
    }

    /** Returns the file of the inventory that describes this lab. */
    public Path inventory() {
        return folder.inventory();
    }

    /** Returns the environment variables that the inventory refers to. */
    public Map<String, String> environment() {
        return secrets.environment(discord.webhook());
    }

    public FakeHost host(String name) {
        FakeHost host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("The lab has no host " + name + ".");
        }
        return host;
    }

    public FakePihole pihole() {
        return pihole;
    }

    public FakeDns dns() {
        return dns;
    }

    public FakeAuthentik authentik() {
        return authentik;
    }

    public FakeTraefik traefik() {
        return traefik;
    }

    public FakeGlance glance() {
        return glance;
    }

    public FakeDiscord discord() {
        return discord;
    }

    /** Notifies of every HTTP exchange with a target from now on. */
    public void listen(Consumer<Exchange> listener) {
        servers().forEach(server -> server.listen(listener));
    }

    /** Returns how often any target was asked for anything: requests, over SFTP too, and commands. */
    public int requests() {
        return servers().stream().mapToInt(FakeServer::requests).sum()
                + hosts.values().stream()
                        .mapToInt(host -> host.sftpRequests() + host.commands())
                        .sum();
    }

    /** Returns how often a host was signed in to. */
    public int connections() {
        return hosts.values().stream().mapToInt(FakeHost::connections).sum();
    }

    /** Returns how many changes the targets have accepted; the chat and the run record are no targets. */
    public int writes() {
        return pihole.writes()
                + authentik.writes()
                + others.writes()
                + hosts.values().stream().mapToInt(FakeHost::writes).sum();
    }

    /** Asks before each write that {@link #writes} would count, from now on, whether it may be made. */
    public void ask(BooleanSupplier judge) {
        pihole.faults().ask(judge);
        authentik.faults().ask(judge);
        hosts.values().forEach(host -> host.faults().ask(judge));
    }

    /** Asks in the same way before each write to the run record. */
    public void askRecord(BooleanSupplier judge) {
        host(CORE).askIgnored(judge);
    }

    /** Returns everything the targets hold, without volumes: two are equal when nothing has changed in between. */
    public SortedMap<String, String> snapshot() {
        SortedMap<String, String> all = new TreeMap<>();
        hosts.forEach((name, host) -> all.put(
                name,
                host.snapshot(WATCHED.toArray(String[]::new)).withoutVolumes().toString()));
        all.put("pihole", pihole.snapshot().toString());
        all.put("authentik", authentik.snapshot());
        all.put("glance", glance.snapshot().toString());
        all.put("routes", traefik.routers().toString());
        all.putAll(others.snapshot());
        return all;
    }

    @Override
    public void close() {
        servers().forEach(FakeServer::close);
        others.close();
        dns.close();
        hosts.values().forEach(FakeHost::close);
    }

    /** Returns what its servers are called, beside hosts and the chat. */
    public List<String> serverNames() {
        return others.named(List.of("Traefik", "Authentik", "Pi-hole", "Glance"));
    }

    /** Returns where visitors enter. */
    public URI entry() {
        return others.entry().orElseGet(traefik::entry);
    }

    /** Returns the port at which names are answered. */
    public int dnsPort() {
        return others.dnsPort().orElseGet(dns::port);
    }

    /** Returns where the dashboard is. */
    public URI dashboard() {
        return others.dashboard().orElseGet(glance::uri);
    }

    /** Lets containers of an image not become healthy, on every host. */
    public void breakImage(String image) {
        hosts.values().forEach(host -> {
            host.docker().images().unhealthyImage(image);
            host.docker().swarm().fails(image, 137, "unhealthy");
        });
    }

    /** Returns all hosts that are reached over SSH. */
    public Collection<FakeHost> hosts() {
        return hosts.values();
    }

    KeyPair key() {
        return key;
    }

    private List<FakeServer> servers() {
        return List.of(pihole, authentik, traefik, glance, discord);
    }

    private FakeHost addHost(String name, String address) {
        Path root = made(folder.host(name));
        made(root.resolve("opt/stacks"));
        made(root.resolve("var/lib/homelab"));
        FakeHost host = new FakeHost(name, address, root, key.getPublic(), ports);
        hosts.put(name, host);
        return host;
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
