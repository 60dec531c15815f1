// SPDX-License-Identifier: Apache-2.0
package dev.homelab.adapter.authelia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.homelab.adapter.support.AdapterContext;
import dev.homelab.adapter.support.http.Http;
import dev.homelab.adapter.support.secret.RootKey;
import dev.homelab.adapter.support.secret.Secrets;
import dev.homelab.adapter.support.ssh.SshHosts;
import dev.homelab.model.ResolvedCatalog;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.inventory.Target;
import dev.homelab.model.inventory.Wave;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.model.rule.CatalogValidator;
import dev.homelab.provision.Check;
import dev.homelab.provision.Check.PageAnswers;
import dev.homelab.provision.Provisioner;
import dev.homelab.spi.Adapter;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A proxy beside an Authelia asks it, without a word in its own settings. */
class ProxiesAskAutheliaTest {

    private static final String INVENTORY = """
            homelab: home
            key: env:HOMELAB_KEY
            record: /var/lib/homelab
            domain: home.arpa
            ssh: {user: hermes, key: "file:~/.ssh/id_ed25519", knownHosts: "file:~/.ssh/known_hosts"}
            hosts:
              nas: {address: 192.0.2.11}
            targets:
              nas: {kind: compose, host: nas, root: /opt/stacks}
              proxy: %s
              login: {kind: authelia, host: nas, directory: /opt/authelia/homelab, url: "http://192.0.2.12:9091/", restart: [docker, restart, authelia]}
            """;

    private static final String SERVICE = """
            name: films
            host: nas
            containers: {server: {image: "films:1", ports: ["8096:8096"]}}
            routes: [{hostname: films.home.arpa, container: server, port: 8096}]
            sso: {kind: forward-auth, groups: [family], publicPaths: [/share]}
            verify: [{path: /}, {path: /share/a}]
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{kind: traefik, host: nas, directory: /etc/traefik/dynamic, api: 'http://192.0.2.11:8080', entryPoint: websecure}",
                "{kind: caddy, host: nas, directory: /etc/caddy/homelab, api: 'http://192.0.2.11:2019'}"
            })
    void aProxyAsksAuthelia(String proxy) throws IOException {
        Files.writeString(folder.resolve("inventory.yaml"), INVENTORY.formatted(proxy));
        Files.createDirectories(folder.resolve("media"));
        Files.writeString(folder.resolve("media/films.yaml"), SERVICE);
        Provisioner<?> provisioner = provisioner();

        String text = provisioner.desired(catalog()).get(0).resource().toString();

        assertThat(text).contains("192.0.2.12:9091", "/api/authz/forward-auth", "Remote-User", "Remote-Groups");
        assertThat(text).doesNotContain("goauthentik", "X-authentik", "9091//");
        assertThat(provisioner.expectations(catalog()))
                .extracting(
                        check -> page(check).check().path(),
                        check -> page(check).signIn().isAsked())
                .containsExactly(tuple("/", true), tuple("/share/a", false));
        assertThat(provisioner.expectations(catalog()))
                .allSatisfy(check -> assertThat(page(check).signIn().fix()).doesNotContain("authentik"));
    }

    private static PageAnswers page(Check check) {
        return (PageAnswers) check;
    }

    private ResolvedCatalog catalog() {
        return new ResolvedCatalog(
                new CatalogValidator()
                        .judge(new CatalogReader(Plugins.found().kinds())
                                .read(folder, folder.resolve("inventory.yaml")))
                        .valid()
                        .orElseThrow(),
                Map.of(),
                Map.of());
    }

    private Provisioner<?> provisioner() {
        Inventory inventory = catalog().inventory();
        Target proxy = inventory.target(Wave.ROUTING).orElseThrow();
        Secrets secrets = new Secrets(Map.of());
        AdapterContext context = new AdapterContext(
                inventory,
                secrets,
                new RootKey("a key for tests that is long enough"),
                new SshHosts(inventory, secrets),
                new Http());
        Adapter<?> adapter = Plugins.found().adapters().stream()
                .filter(one -> one.kind().equals(proxy.kind()))
                .findFirst()
                .orElseThrow();
        return adapter.provisioner(proxy, context);
    }
}
