// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import dev.homelab.adapter.TestLab;
import dev.homelab.lab.caddy.FakeCaddy;
import dev.homelab.provision.PollPolicy;
import dev.homelab.provision.Provisioner;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A fake Caddy whose Caddyfile imports a folder of a fake host. */
final class CaddyLab implements AutoCloseable {

    static final String DIRECTORY = "/etc/caddy/homelab";
    static final String CADDYFILE = "/etc/caddy/Caddyfile";

    static final String TEXT = """
            {
            	admin :2019
            }
            (secure-headers) {
            	header X-Frame-Options DENY
            }
            http://hand.home.arpa {
            	respond "by hand"
            }
            import /etc/caddy/homelab/*.caddy
            """;

    private static final PollPolicy PATIENCE = new PollPolicy(Duration.ofSeconds(2), Duration.ofMillis(20));

    private final TestLab lab;
    private final FakeCaddy caddy;

    CaddyLab(Path folder, String homelab) {
        lab = new TestLab(folder, homelab);
        lab.write(CADDYFILE, TEXT);
        caddy = new FakeCaddy(
                lab.host::place,
                CADDYFILE,
                server -> "127.0.0.1".equals(server.getHost()) ? server : lab.ports.moved(server));
    }

    TestLab host() {
        return lab;
    }

    FakeCaddy caddy() {
        return caddy;
    }

    Provisioner<RouteFile> provisioner() {
        return provisioner(settings("http://192.0.2.11:9000"));
    }

    Provisioner<RouteFile> provisioner(CaddySettings settings) {
        return new CaddyProvisioner("proxy", settings, lab.context(), PATIENCE);
    }

    /** Settings of which visitors enter without TLS. */
    CaddySettings settings(String forwardAuth) {
        return settings(DIRECTORY, CADDYFILE, caddy.uri(), "http://192.0.2.11", Optional.of(forwardAuth));
    }

    static CaddySettings settings(
            String directory, String caddyfile, URI api, String url, Optional<String> forwardAuth) {
        return new CaddySettings(
                "nas",
                directory,
                api,
                Optional.of(caddyfile),
                Optional.empty(),
                Optional.of(URI.create(url)),
                Optional.empty(),
                Set.of("home-ca"),
                Optional.empty(),
                Optional.empty(),
                Map.of("admin", "192.0.2.11:8443"),
                Optional.empty(),
                Set.of("secure-headers"),
                forwardAuth.map(URI::create),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    @Override
    public void close() {
        caddy.close();
        lab.close();
    }
}
