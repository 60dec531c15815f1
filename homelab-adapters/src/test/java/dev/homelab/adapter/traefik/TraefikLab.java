// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.traefik;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.traefik.FakeTraefik;
import dev.homelab.provision.Cancellation;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.Provisioner;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A fake Traefik that watches a folder of a fake host. */
final class TraefikLab implements AutoCloseable {

    static final String DIRECTORY = "/etc/traefik/dynamic";

    private static final PollPolicy PATIENCE = new PollPolicy(Duration.ofSeconds(2), Duration.ofMillis(20));

    private final TestLab lab;
    private final FakeTraefik traefik;

    TraefikLab(Path folder, String homelab) {
        lab = new TestLab(folder, homelab);
        traefik = new FakeTraefik(
                lab.host.place(DIRECTORY),
                Map.of("web", ":80", "websecure", ":443", "admin", ":8443", "db", ":5432", "dns", ":53/udp"),
                lab.ports::moved);
    }

    TestLab host() {
        return lab;
    }

    FakeTraefik traefik() {
        return traefik;
    }

    /** Writes a file as a person would, and waits until it is in force. */
    void load(String name, String text) {
        int before = traefik.loads();
        lab.write(DIRECTORY + "/" + name, text);
        PATIENCE.await(traefik::loads, loads -> loads > before, new Cancellation());
    }

    /** Tries a file, which is gone afterwards, and returns whether it is loaded. */
    boolean takes(String text) {
        int before = traefik.loads();
        lab.write(DIRECTORY + "/sample.yml", text);
        PATIENCE.await(
                traefik::loads, loads -> loads > before || traefik.lastError().isPresent(), new Cancellation());
        boolean taken = traefik.lastError().isEmpty();
        int between = traefik.loads();
        lab.remove(DIRECTORY + "/sample.yml");
        PATIENCE.await(traefik::loads, loads -> loads > between, new Cancellation());
        return taken;
    }

    Provisioner<RouteFile> provisioner() {
        return provisioner(settings("websecure"));
    }

    Provisioner<RouteFile> provisioner(TraefikSettings settings) {
        return new TraefikProvisioner("proxy", settings, lab.context(), PATIENCE);
    }

    TraefikSettings settings(String entryPoint) {
        return new TraefikSettings(
                "nas",
                DIRECTORY,
                traefik.uri(),
                entryPoint,
                Optional.empty(),
                Optional.of(URI.create("http://192.0.2.11:9000")),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Set.of(),
                Optional.empty());
    }

    @Override
    public void close() {
        traefik.close();
        lab.close();
    }
}
