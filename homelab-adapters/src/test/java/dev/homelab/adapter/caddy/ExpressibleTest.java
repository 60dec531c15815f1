// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.caddy;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.model.Catalog;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.model.rule.CatalogValidator;
import dev.homelab.model.rule.support.Rule;
import dev.homelab.problem.Problem;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What definitions say for a Traefik, with a Caddy in the inventory. */
class ExpressibleTest {

    private static final Plugins PLUGINS = Plugins.found();

    private static final String INVENTORY = """
            homelab: home
            key: env:HOMELAB_KEY
            record: nas:/var/lib/homelab
            domain: home.arpa
            ssh: {user: hermes, key: "file:~/.ssh/id_ed25519", knownHosts: "file:~/.ssh/known_hosts"}
            hosts: {nas: {address: 192.0.2.11}}
            targets:
              proxy: {kind: caddy, host: nas, directory: /etc/caddy/homelab, api: "http://192.0.2.11:2019", middlewares: [secure],
                      entryPoints: {db: "192.0.2.11:5432", admin: "192.0.2.11:8443"}}
            """;

    @TempDir
    Path folder;

    @Test
    void whatOnlyTraefikKnowsIsNamedWithItsPlace() throws IOException {
        assertThat(problems("""
                name: a
                routes:
                  - {hostname: a.home.arpa, service: api@internal}
                  - {hostname: b.home.arpa, url: "http://192.0.2.30", middlewares: [secure@docker]}
                  - {hostname: c.home.arpa, url: "http://192.0.2.30", loadBalancer: {serversTransport: own@file}}
                  - {protocol: udp, url: "http://192.0.2.30", entryPoints: [db]}
                traefik: {http: {middlewares: {a_x: {compress: {}}}}}
                """)).isEqualTo("""
                a.yaml:7:10 traefik key for another proxy
                a.yaml:3:38 routes[0].service key for another proxy
                a.yaml:4:68 routes[1].middlewares key for another proxy
                a.yaml:5:88 routes[2].loadBalancer.serversTransport key for another proxy
                a.yaml:6:16 routes[3].protocol protocol not supported by proxy""");
    }

    @Test
    void twoRoutesThatWouldBeOneSiteAreNamed() throws IOException {
        assertThat(problems("""
                name: a
                routes:
                  - {hostname: a.home.arpa, url: "http://192.0.2.30"}
                  - {hostname: a.home.arpa, url: "http://192.0.2.30", pathPattern: "^/x"}
                  - {hostname: a.home.arpa, url: "http://192.0.2.30", entryPoints: [https]}
                """)).isEqualTo("a.yaml:5:16 routes[2].hostname site used twice");
    }

    @Test
    void oneHostnameHasOneCertificate() throws IOException {
        assertThat(problems("""
                name: a
                routes:
                  - {hostname: a.home.arpa, url: "http://192.0.2.30", tls: internal}
                  - {hostname: a.home.arpa, url: "http://192.0.2.30", path: /x}
                  - {hostname: a.home.arpa, url: "http://192.0.2.30", path: /y, tls: none}
                """)).isEqualTo("a.yaml:4:5 routes[1].tls two certificates for one hostname");
    }

    @Test
    void anEntryPointFitsWhatIsSaidOfTls() throws IOException {
        assertThat(problems("""
                name: a
                routes:
                  - {hostname: a.home.arpa, url: "http://192.0.2.30", entryPoints: [http]}
                  - {hostname: b.home.arpa, url: "http://192.0.2.30", entryPoints: [https], tls: none}
                  - {hostname: c.home.arpa, url: "http://192.0.2.30", entryPoints: [https, admin]}
                """)).isEqualTo("""
                a.yaml:3:68 routes[0].entryPoints entry point does not fit TLS
                a.yaml:4:68 routes[1].entryPoints entry point does not fit TLS""");
    }

    @Test
    void whatTheModelJudgesFitsACaddy() throws IOException {
        Catalog catalog = read("""
                name: a
                routes:
                  - {hostname: a.home.arpa, url: "http://192.0.2.30", tls: internal, middlewares: [secure]}
                  - {hostname: b.home.arpa, url: "http://192.0.2.30", tls: none, loadBalancer: {serversTransport: own}}
                  - {hostname: c.home.arpa, url: "http://192.0.2.30", entryPoints: [admin, https]}
                """);
        List<Problem> found = new CatalogValidator(PLUGINS.adapters().stream()
                        .<Rule>map(adapter -> adapter::checkDefinitions)
                        .toList())
                .judge(new CatalogReader(PLUGINS.kinds()).read(folder, folder.resolve("inventory.yaml")))
                .problems();

        assertThat(found).isEmpty();
        assertThat(problems(catalog)).isEmpty();
    }

    private String problems(String definition) throws IOException {
        return problems(read(definition));
    }

    private static String problems(Catalog catalog) {
        return new CaddyAdapter()
                .check(catalog.inventory().target(Wave.ROUTING).orElseThrow(), catalog).stream()
                        .map(problem -> problem.where().render().replaceFirst(".*/", "") + " " + problem.summary())
                        .collect(joining("\n"));
    }

    private Catalog read(String definition) throws IOException {
        Files.writeString(folder.resolve("inventory.yaml"), INVENTORY);
        Files.writeString(Files.createDirectories(folder.resolve("media")).resolve("a.yaml"), definition);
        return new CatalogReader(PLUGINS.kinds())
                .read(folder, folder.resolve("inventory.yaml"))
                .catalog()
                .orElseThrow();
    }
}
