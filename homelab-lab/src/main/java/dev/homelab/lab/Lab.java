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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    private static final String CORE = "docker-core-utils";
    private static final String GLANCE = "docker-lxc-glance";
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
    }

    /** Starts a lab that keeps its files in this folder, which is made if it is missing. */
    public static Lab start(Path folder) {
        Lab lab = new Lab(new LabFolder(made(folder)));
        lab.folder.write(
                lab.key,
                lab.hosts.values(),
                lab.environment(),
                lab.authentik.uri(),
                lab.traefik.entry(),
                lab.traefik.uri(),
                lab.pihole.uri(),
                lab.dns.port(),
                lab.glance.uri());
        return lab;
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
        return all;
    }

    @Override
    public void close() {
        servers().forEach(FakeServer::close);
        dns.close();
        hosts.values().forEach(FakeHost::close);
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
