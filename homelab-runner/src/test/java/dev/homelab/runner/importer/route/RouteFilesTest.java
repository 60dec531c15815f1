// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.homelab.problem.Problem;
import dev.homelab.runner.importer.route.ForeignRoute.Place;
import dev.homelab.runner.importer.route.RouteFiles.Read;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of proxies as people have them, and hostile ones. */
class RouteFilesTest {

    /** As Nginx Proxy Manager 2.12 writes it. */
    private static final String PROXY_HOST = """
            # ------------------------------------------------------------
            # wiki.home.arpa, docs.home.arpa
            # ------------------------------------------------------------

            map $scheme $hsts_header {
                https   "max-age=63072000; preload";
            }

            server {
              set $forward_scheme http;
              set $server         "192.0.2.11";
              set $port           3000;

              listen 80;
            listen [::]:80;

            listen 443 ssl;
              server_name wiki.home.arpa docs.home.arpa;
            http2 on;

              # Let's Encrypt SSL
              include conf.d/include/letsencrypt-acme-challenge.conf;
              include conf.d/include/ssl-cache.conf;
              include conf.d/include/ssl-ciphers.conf;
              ssl_certificate /etc/letsencrypt/live/npm-1/fullchain.pem;
              ssl_certificate_key /etc/letsencrypt/live/npm-1/privkey.pem;

              # Block Exploits
              include conf.d/include/block-exploits.conf;

                # Force SSL
                include conf.d/include/force-ssl.conf;

            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $http_connection;
            proxy_http_version 1.1;

              access_log /data/logs/proxy-host-1_access.log proxy;
              error_log /data/logs/proxy-host-1_error.log warn;

              location /api {
                proxy_set_header Host $host;
                proxy_pass       http://api:8080;
              }

              location / {
                # Proxy!
                include conf.d/include/proxy.conf;
              }

              # Custom
              include /data/nginx/custom/server_proxy[.]conf;
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void aDynamicFileOfTraefikIsRead() {
        Read read = RouteFiles.traefik("""
                http:
                  routers:
                    wiki:
                      rule: Host(`wiki.home.arpa`)
                      entrypoints: [websecure]
                      middlewares: [auth, lan@docker]
                      service: wiki-svc
                      tls: {certResolver: le}
                      priority: 7
                  services:
                    wiki-svc:
                      loadBalancer:
                        servers: [{url: "http://192.0.2.11:3000/"}]
                  middlewares:
                    auth: {basicAuth: {users: ["a:b"]}}
                tcp:
                  routers:
                    db: {rule: "HostSNI(`*`)", entryPoints: [postgres], service: db}
                  services:
                    db: {loadBalancer: {servers: [{address: "192.0.2.11:5432"}]}}
                """, "dyn.yml");

        assertThat(read.problems()).isEmpty();
        ForeignRoute wiki = read.routes().get(0);
        assertThat(wiki.refusal()).isEmpty();
        assertThat(wiki.name()).isEqualTo("wiki@file");
        assertThat(wiki.where().render()).startsWith("dyn.yml:3:5");
        assertThat(wiki.places()).containsExactly(Place.at("wiki.home.arpa"));
        assertThat(wiki.entryPoints()).containsExactly("websecure");
        assertThat(wiki.middlewares()).containsExactly("auth", "lan@docker");
        assertThat(wiki.tls()).contains("le");
        assertThat(wiki.answer().shown()).isEqualTo("http://192.0.2.11:3000");
        assertThat(wiki.more().router().toString()).isEqualTo("{\"priority\":7}");
        assertThat(wiki.more().middlewares()).containsKey("auth");
        assertThat(read.routes().get(1).answer().shown()).isEqualTo("tcp://192.0.2.11:5432");
    }

    @Test
    void whatNoRouteCanSayOfTraefikHasItsReason() {
        Map<String, String> reasons = new LinkedHashMap<>();
        RouteFiles.traefik("""
                http:
                  routers:
                    two: {rule: "Host(`a.home.arpa`)", service: two}
                    weighted: {rule: "Host(`a.home.arpa`)", service: weighted}
                    gone: {rule: "Host(`a.home.arpa`)", service: gone}
                    path: {rule: "Host(`a.home.arpa`)", service: path}
                    none: {rule: "Host(`a.home.arpa`)"}
                  services:
                    two: {loadBalancer: {servers: [{url: "http://a"}, {url: "http://b"}]}}
                    weighted: {weighted: {services: [{name: two, weight: 1}]}}
                    path: {loadBalancer: {servers: [{url: "http://a/below"}]}}
                """, "dyn.yml")
                .routes()
                .forEach(route -> reasons.put(route.name(), route.refusal().orElse("")));

        assertThat(reasons.get("two@file")).contains("its service has 2");
        assertThat(reasons.get("weighted@file")).contains("of kind weighted");
        assertThat(reasons.get("gone@file")).contains("\"gone\", which is not beside it");
        assertThat(reasons.get("path@file")).contains("http://a/below");
        assertThat(reasons.get("none@file")).contains("Nothing says which of 3 services");
    }

    @Test
    void hostsOfNginxProxyManagerAreRead() throws IOException {
        Read read = read("1.conf", PROXY_HOST);

        assertThat(read.problems()).isEmpty();
        assertThat(read.routes()).extracting(ForeignRoute::refusal).containsOnly(Optional.empty());
        ForeignRoute api = read.routes().get(0);
        assertThat(api.places())
                .extracting(place -> place.hostname().orElse("") + place.path().orElse(""))
                .containsExactly("wiki.home.arpa/api", "docs.home.arpa/api");
        assertThat(api.answer().shown()).isEqualTo("http://api:8080");
        ForeignRoute whole = read.routes().get(1);
        assertThat(whole.places()).containsExactly(Place.at("wiki.home.arpa"), Place.at("docs.home.arpa"));
        assertThat(whole.answer().shown()).isEqualTo("http://192.0.2.11:3000");
        assertThat(whole.more().losses()).singleElement().asString().contains("Block Common Exploits");
        assertThat(whole.where().render()).contains("1.conf:46");
    }

    @Test
    void anAccessListOfNginxProxyManagerIsNeverLost() throws IOException {
        String guarded = PROXY_HOST.replace(
                "# Proxy!", "auth_basic \"Authorization required\"; auth_basic_user_file /data/access/1;");

        assertThat(read("1.conf", guarded).routes().get(1).refusal().orElse(""))
                .contains("access list (\"auth_basic\")");
        assertThat(read("2.conf", PROXY_HOST.replace("http2 on;", "deny all;")).routes())
                .allSatisfy(route -> assertThat(route.refusal()).isPresent());
    }

    @Test
    void settingsOfItsOwnAreAReason() throws IOException {
        Read read = read("1.conf", PROXY_HOST.replace("# Proxy!", "client_max_body_size 10G;"));

        assertThat(read.routes().get(1).refusal().orElse("")).contains("client_max_body_size");
    }

    @Test
    void sitesOfACaddyfileAreRead() throws IOException {
        Read read = read("Caddyfile", """
                {
                    email me@home.arpa
                }

                (common) {
                    encode gzip
                }

                wiki.home.arpa, docs.home.arpa {
                    reverse_proxy wiki:3000
                    tls internal
                    encode gzip
                }

                https://photos.home.arpa {
                    reverse_proxy https://192.0.2.11:2283 {
                        header_up Host {host}
                    }
                }

                api.home.arpa {
                    handle_path /v1/* {
                        reverse_proxy api:80
                    }
                }

                {$DOMAIN} {
                    reverse_proxy :8080
                }
                """);

        assertThat(read.problems()).isEmpty();
        assertThat(read.routes()).hasSize(4);
        ForeignRoute wiki = read.routes().get(0);
        assertThat(wiki.refusal()).isEmpty();
        assertThat(wiki.places()).containsExactly(Place.at("wiki.home.arpa"), Place.at("docs.home.arpa"));
        assertThat(wiki.answer().shown()).isEqualTo("http://wiki:3000");
        assertThat(wiki.more().losses()).hasSize(1);
        assertThat(wiki.where().render()).contains("Caddyfile:9");
        assertThat(read.routes().get(1).answer().shown()).isEqualTo("https://192.0.2.11:2283");
        assertThat(read.routes().get(2).refusal().orElse("")).contains("\"handle_path\"");
        assertThat(read.routes().get(3).refusal().orElse("")).contains("{$DOMAIN}");
    }

    @Test
    void aCaddyfileOfOneSiteNeedsNoBraces() throws IOException {
        Read read = read("Caddyfile", "wiki.home.arpa\n\nreverse_proxy wiki:3000\n");

        assertThat(read.routes()).singleElement().satisfies(route -> {
            assertThat(route.places()).containsExactly(Place.at("wiki.home.arpa"));
            assertThat(route.answer().shown()).isEqualTo("http://wiki:3000");
        });
    }

    @Test
    void hostileFilesHaveAProblemAtTheirLine() throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("a.yml", "http:\n  routers: [");
        files.put("b.yml", "- 1");
        files.put("c.yml", "a: &a [*a]");
        files.put("d.yml", "http:\n  routers:\n    a:\n      rule: '{{ env \"X\" }}'\n");
        files.put("e.yml", "a: ".repeat(5) + "[".repeat(3000));
        files.put("f.toml", "[http]\n");
        files.put("g.conf", "server {\n  location / {\n");
        files.put("h.conf", "server {\n}}\n");
        files.put("i.conf", "{".repeat(10_000));
        files.put("Caddyfile", "wiki.home.arpa {\n  reverse_proxy \"app\n");
        files.put("j.conf", "");
        files.put("k.yml", "x".repeat((1 << 20) + 1));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Read read = read(file.getKey(), file.getValue());
            assertThat(read.routes()).as(file.getKey()).isEmpty();
            assertThat(read.problems()).as(file.getKey()).hasSize(1);
            Problem problem = read.problems().get(0);
            assertThat(problem.summary()).isEqualTo("file of routes not readable");
            assertThat(problem.where().render())
                    .as(file.getKey())
                    .matches("(?s).*" + file.getKey() + ":[0-9]+:[0-9]+.*");
        }
        Files.write(folder.resolve("l.yml"), "a: \u00e4".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(RouteFiles.read(folder.resolve("l.yml")).problems()).hasSize(1);
        assertThat(RouteFiles.read(folder.resolve("gone.yml")).problems()).hasSize(1);
        assertThat(RouteFiles.read(folder).problems()).hasSize(files.size() + 1);
    }

    @Test
    void hostileRulesAreReasonsAndNoStackOverflow() {
        for (String rule : List.of(
                "(".repeat(3_000) + "Host(`a.home.arpa`)",
                "Host(`a.home.arpa`)" + " || Host(`b.home.arpa`)".repeat(150),
                "(Host(`a.b`) || Host(`c.b`))" + " && (PathPrefix(`/a`) || PathPrefix(`/b`))".repeat(20),
                "Host(",
                "Host()",
                "Host(`a b`)",
                "\u0000",
                "Host(`" + "a".repeat(5_000) + "`)",
                "")) {
            Read read = RouteFiles.traefik(
                    "http:\n  routers:\n    a:\n      service: api@internal\n      rule: \""
                            + rule.replace("\u0000", "\\0") + "\"\n",
                    "dyn.yml");

            assertThat(read.routes())
                    .singleElement()
                    .satisfies(route -> assertThat(route.refusal()).isPresent());
        }
    }

    private Read read(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
        return RouteFiles.read(folder.resolve(file));
    }
}
