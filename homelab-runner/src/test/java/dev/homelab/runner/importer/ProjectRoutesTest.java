// SPDX-License-Identifier: Apache-2.0
package dev.homelab.runner.importer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.homelab.model.inventory.Inventory;
import dev.homelab.model.io.CatalogReader;
import dev.homelab.spi.Plugins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What labels of Traefik, Homepage and Glance become, in the styles of people. */
class ProjectRoutesTest {

    private static final String TRAEFIK = """
              proxy:
                kind: traefik
                host: nas
                directory: /etc/traefik/dynamic
                api: http://192.0.2.11:8080
                entryPoint: websecure
                plainEntryPoint: web
                certResolver: le
                privateResolvers: [le]
                entryPoints: {postgres: "192.0.2.11:5432"}
                network: proxy
                middlewares: [auth@file]
              dash: {kind: glance, host: nas, directory: /etc/glance, url: "http://192.0.2.11:8081"}
            """;

    @TempDir
    private Path folder;

    @Test
    void theUsualLabelsBecomeTheShortestRoute() {
        Conversion conversion = convert("""
                app:
                  image: example/wiki:2
                  networks: [proxy]
                  labels:
                    - traefik.enable=true
                    - traefik.docker.network=proxy
                    - "traefik.http.routers.wiki.rule=Host(`wiki.home.arpa`)"
                    - traefik.http.routers.wiki.entrypoints=websecure
                    - traefik.http.routers.wiki.tls.certresolver=le
                    - traefik.http.services.wiki.loadbalancer.server.port=3000
                    - com.centurylinklabs.watchtower.enable=true
                """);

        assertThat(DefinitionText.of(conversion)).isEqualTo("""
                name: wiki
                host: nas
                containers:
                  app:
                    image: example/wiki:2
                    networks: [proxy]
                    projectNetwork: false
                    labels:
                      com.centurylinklabs.watchtower.enable: "true"
                      traefik.enable: "false"
                routes:
                  - container: app
                    port: 3000
                """);
        assertThat(conversion.carried())
                .extracting(CarriedPart::key)
                .containsExactly(
                        "services.app.labels.traefik.enable",
                        "services.app.labels.traefik.docker.network",
                        "services.app.labels.traefik.http.routers.wiki.rule",
                        "services.app.labels.traefik.http.routers.wiki.entrypoints",
                        "services.app.labels.traefik.http.routers.wiki.tls.certresolver",
                        "services.app.labels.traefik.http.services.wiki.loadbalancer.server.port");
        assertThat(conversion.carried()).extracting(CarriedPart::to).containsOnly("routes[0]");
    }

    @Test
    void severalHostsWithPathsAreOneRouteEach() {
        Conversion conversion = convert(labelled("""
                traefik.http.routers.a.rule: (Host("wiki.home.arpa") || Host(`Docs.Home.Arpa`)) && PathPrefix(`/api`)
                traefik.http.routers.b.rule: "HostRegexp(`^[^.]+\\\\.wiki\\\\.home\\\\.arpa$`) && PathRegexp(`^/v[0-9]+/`)"
                traefik.http.services.s.loadbalancer.server.port: 80
                """));

        assertThat(routes(conversion)).isEqualTo("""
                - path: /api
                  container: app
                  port: 80
                - hostname: docs.home.arpa
                  path: /api
                  container: app
                  port: 80
                - hostname: '*.wiki.home.arpa'
                  pathPattern: ^/v[0-9]+/
                  container: app
                  port: 80
                """);
    }

    @Test
    void rulesOfTheSecondVersionOfTraefikAreRead() {
        Conversion conversion = convert(labelled("""
                traefik.http.routers.a.rule: Host(`wiki.home.arpa`, `docs.home.arpa`) && Path(`/a.b`)
                traefik.http.routers.b.rule: HostRegexp(`{sub:[a-z0-9-]+}.wiki.home.arpa`)
                traefik.http.services.s.loadbalancer.server.port: "80"
                """));

        assertThat(routes(conversion))
                .contains("pathPattern: ^/a\\.b$", "hostname: docs.home.arpa", "'*.wiki.home.arpa'");
    }

    @Test
    void aPlainRouterThatRedirectsStandsBesideTheOneWithTls() {
        Conversion conversion = convert(labelled("""
                traefik.http.routers.wiki-plain.rule: Host(`wiki.home.arpa`)
                traefik.http.routers.wiki-plain.entrypoints: web
                traefik.http.routers.wiki-plain.middlewares: to-https
                traefik.http.middlewares.to-https.redirectscheme.scheme: https
                traefik.http.middlewares.to-https.redirectscheme.permanent: "true"
                traefik.http.routers.wiki.rule: Host(`wiki.home.arpa`)
                traefik.http.routers.wiki.entrypoints: websecure
                traefik.http.routers.wiki.tls: "true"
                traefik.http.routers.wiki.middlewares: auth@file, big
                traefik.http.middlewares.big.buffering.maxRequestBodyBytes: 1000
                traefik.http.services.wiki.loadbalancer.server.port: "80"
                traefik.http.services.wiki.loadbalancer.sticky.cookie: "true"
                traefik.http.services.wiki.loadbalancer.sticky.cookie.name: lb
                traefik.http.services.wiki.loadbalancer.server.scheme: https
                """));

        assertThat(conversion.notes()).isEmpty();
        assertThat(routes(conversion)).isEqualTo("""
                - container: app
                  port: 80
                  middlewares: [auth@file, wiki_big]
                  tls: default
                  loadBalancer:
                    scheme: https
                - container: app
                  port: 80
                  entryPoints: [web]
                  middlewares: [wiki_to-https]
                  tls: none
                  loadBalancer:
                    scheme: https
                """);
        assertThat(DefinitionText.of(conversion)).contains("""
                traefik:
                  http:
                    services:
                      wiki:
                        loadBalancer:
                          sticky:
                            cookie:
                              name: lb
                      wiki_2:
                        loadBalancer:
                          sticky:
                            cookie:
                              name: lb
                    middlewares:
                      wiki_big:
                        buffering:
                          maxRequestBodyBytes: 1000
                      wiki_to-https:
                        redirectScheme:
                          scheme: https
                          permanent: true
                """);
    }

    @Test
    void keysAreReadInAnyCase() {
        Conversion conversion = convert(labelled("""
                Traefik.HTTP.Routers.wiki.Rule: Host(`wiki.home.arpa`)
                traefik.http.services.wiki.loadBalancer.SERVER.Port: 80
                """));

        assertThat(routes(conversion)).isEqualTo("- container: app\n  port: 80\n");
    }

    @Test
    void theOnlyPublishedPortIsTheOneThatTraefikAsks() {
        Conversion conversion = convert("""
                app:
                  image: example/wiki:2
                  ports: ["8080:3000"]
                  labels: {traefik.http.routers.wiki.rule: Host(`wiki.home.arpa`)}
                """);

        assertThat(routes(conversion)).isEqualTo("- container: app\n  port: 3000\n");
    }

    @Test
    void theDashboardOfTraefikIsAServiceOfItsOwn() {
        Conversion conversion = convert(labelled("""
                traefik.http.routers.dash.rule: Host(`traefik.home.arpa`)
                traefik.http.routers.dash.service: api@internal
                """));

        assertThat(routes(conversion)).isEqualTo("- hostname: traefik.home.arpa\n  service: api@internal\n");
    }

    @Test
    void connectionsThatAreNoPagesAreRoutesToo() {
        Conversion conversion = convert(labelled("""
                traefik.tcp.routers.db.rule: HostSNI(`*`)
                traefik.tcp.routers.db.entrypoints: postgres
                traefik.tcp.services.db.loadbalancer.server.port: 5432
                """));

        assertThat(routes(conversion)).isEqualTo("""
                - protocol: tcp
                  container: app
                  port: 5432
                  entryPoints: [postgres]
                """);
    }

    @Test
    void aPriorityStandsInTheWordsOfTraefik() {
        Conversion conversion = convert(labelled("""
                traefik.http.routers.wiki.rule: Host(`wiki.home.arpa`)
                traefik.http.routers.wiki.priority: "42"
                traefik.http.services.wiki.loadbalancer.server.port: 80
                """));

        assertThat(DefinitionText.of(conversion)).contains("priority: 42");
    }

    @Test
    void aRouterThatNoRouteCanSayStaysWithAllItsLabelsAndItsReason() {
        for (List<String> one : List.of(
                List.of("Host(`wiki.home.arpa`) && Method(`GET`)", "no form for \"Method\""),
                List.of("Host(`wiki.home.arpa`) && !PathPrefix(`/admin`)", "what it is not for"),
                List.of("PathPrefix(`/api`)", "for every hostname"),
                List.of("Host(`wiki.home.arpa`", "cannot be read"),
                List.of("HostRegexp(`.+\\.home\\.arpa`)", "the pattern"),
                List.of("Host(`wiki.example.org`)", "not under \"home.arpa\""),
                List.of("Host(`a.home.arpa`) && Host(`b.home.arpa`)", "asks for two at once"))) {
            Conversion conversion = convert("""
                    app:
                      image: example/wiki:2
                      networks: [proxy]
                      labels:
                        traefik.enable: "true"
                        traefik.http.routers.wiki.rule: %s
                        traefik.http.services.wiki.loadbalancer.server.port: "80"
                    """.formatted("'" + one.get(0) + "'"));

            assertThat(conversion.notes()).as(one.get(0)).hasSize(1);
            assertThat(conversion.notes().get(0))
                    .contains("services.app.labels: router \"wiki\" stays a label", one.get(1));
            assertThat(conversion.carried()).isEmpty();
            assertThat(conversion.definition()).doesNotContainKey("routes");
            assertThat(DefinitionText.of(conversion)).contains("traefik.enable: \"true\"", "server.port");
        }
    }

    @Test
    void oneRouterIsCarriedWhereAnotherStays() {
        Conversion conversion = convert(labelled("""
                traefik.enable: "true"
                traefik.http.routers.good.rule: Host(`wiki.home.arpa`)
                traefik.http.routers.good.service: web
                traefik.http.routers.odd.rule: Host(`wiki.home.arpa`) && Query(`a=b`)
                traefik.http.routers.odd.service: web
                traefik.http.services.web.loadbalancer.server.port: 80
                """));

        assertThat(routes(conversion)).isEqualTo("- container: app\n  port: 80\n");
        assertThat(conversion.carried())
                .extracting(CarriedPart::key)
                .containsExactly(
                        "services.app.labels.traefik.http.routers.good.rule",
                        "services.app.labels.traefik.http.routers.good.service");
        assertThat(DefinitionText.of(conversion))
                .contains("traefik.enable: \"true\"", "routers.odd.rule", "services.web.loadbalancer.server.port");
    }

    @Test
    void aMiddlewareThatOthersNameKeepsItsContainerWithTraefik() {
        String labels = labelled("""
                traefik.http.routers.wiki.rule: Host(`wiki.home.arpa`)
                traefik.http.routers.wiki.middlewares: lan
                traefik.http.middlewares.lan.ipallowlist.sourcerange: 192.0.2.0/24,198.51.100.0/24
                traefik.http.services.wiki.loadbalancer.server.port: 80
                """);

        assertThat(convert(labels, Set.of()).notes()).isEmpty();
        assertThat(convert(labels, Set.of("lan")).notes().toString()).contains("middleware \"lan\" for others");
    }

    @Test
    void aMiddlewareThatTheInventoryDoesNotNameIsSaidWithTheWayOut() {
        Conversion conversion = convert(labelled("""
                traefik.http.routers.wiki.rule: Host(`wiki.home.arpa`)
                traefik.http.routers.wiki.middlewares: sso@docker
                traefik.http.services.wiki.loadbalancer.server.port: 80
                """));

        assertThat(conversion.notes().toString())
                .contains("\"sso@docker\" is neither among the middlewares of the proxy", "Add it to \"middlewares\"");
    }

    @Test
    void aContainerThatTheProxyDoesNotReachKeepsItsLabels() {
        Conversion conversion = convert("""
                app:
                  image: example/wiki:2
                  labels:
                    traefik.http.routers.wiki.rule: Host(`wiki.home.arpa`)
                    traefik.http.services.wiki.loadbalancer.server.port: "80"
                """);

        assertThat(conversion.notes().toString()).contains("does not publish its port 80");
        assertThat(conversion.definition()).doesNotContainKey("routes");
    }

    @Test
    void aRouterOfTraefiksOwnMakingIsNamed() {
        Conversion conversion = convert(labelled("""
                traefik.enable: "true"
                traefik.http.services.wiki.loadbalancer.server.port: "80"
                """));

        assertThat(conversion.notes()).singleElement().asString().contains("services.app.labels", "defaultRule");
        assertThat(conversion.carried()).isEmpty();
    }

    /** Any labels: no exception, nothing that makes the definition invalid, and no router that is neither carried nor named. */
    @Test
    void everyRouterIsCarriedOrNamed() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> rules = List.of(
                "Host(`a.home.arpa`)",
                "Host(`b.home.arpa`) || Host(`c.home.arpa`) && PathPrefix(`/x`)",
                "Host(`d.example.org`)",
                "Host(`a.home.arpa`) && (Path(`/y`) || PathRegexp(`^/z{2}`))",
                "HostRegexp(`^[a-z0-9-]+\\.e\\.home\\.arpa$`)",
                "Host(`{{ .Name }}`)",
                "Host(`f.home.arpa`) && PathPrefix(`/{{x}}`)",
                "Method(`GET`)",
                "${values.rule}",
                "",
                "Host(");
        List<String> others = List.of(
                "routers.R.entrypoints=websecure",
                "routers.R.entrypoints=web,websecure",
                "routers.R.entrypoints=nowhere",
                "routers.R.tls=true",
                "routers.R.tls.certresolver=other",
                "routers.R.tls.options=strict@file",
                "routers.R.priority=many",
                "routers.R.priority=3",
                "routers.R.middlewares=m,auth@file",
                "routers.R.middlewares=m@docker",
                "routers.R.middlewares=not there!",
                "routers.R.service=s",
                "routers.R.unknown=1",
                "routers.R=1",
                "middlewares.m.compress=true",
                "middlewares.m.headers.customrequestheaders.X-A={{b}}",
                "middlewares.m.headers.customrequestheaders.X-A=",
                "middlewares.m.plugin" + ".a".repeat(5_000) + "=1",
                "middlewares.m.chain.middlewares=m",
                "services.s.loadbalancer.server.port=80",
                "services.s.loadbalancer.server.port=0",
                "services.s.loadbalancer.server.port=99999999999",
                "services.s.loadbalancer.server.scheme=gopher",
                "services.s.loadbalancer.server.url=http://elsewhere:1",
                "services.s.weighted.services[0].name=t",
                "services.s.loadbalancer.servers[7].url=http://x",
                "services..loadbalancer=");
        Inventory inventory = inventory(TRAEFIK);
        for (int i = 0; i < 300; i++) {
            Map<String, String> labels = new LinkedHashMap<>();
            List<String> routers = List.of("one", "two", "three").subList(0, 1 + random.nextInt(3));
            for (String router : routers) {
                labels.put("traefik.http.routers." + router + ".rule", rules.get(random.nextInt(rules.size())));
            }
            for (int j = random.nextInt(7); j > 0; j--) {
                String other = others.get(random.nextInt(others.size()));
                String name = other.substring(0, other.indexOf('='))
                        .replace("R", routers.get(random.nextInt(routers.size())));
                labels.put("traefik.http." + name, other.substring(other.indexOf('=') + 1));
            }
            ObjectNode tree = (ObjectNode) new YAMLMapper()
                    .readTree(
                            "services: {app: {image: 'a:1', networks: [proxy]}}\nnetworks: {proxy: {external: true}}");
            ObjectNode written = ((ObjectNode) tree.at("/services/app")).putObject("labels");
            labels.forEach(written::put);

            Conversion conversion = Converter.convert(
                    new ComposeProject("wiki", tree),
                    new ConversionOptions("nas", Optional.of(inventory), Optional.empty()));

            String text = DefinitionText.of(conversion);
            for (String router : routers) {
                String rule = "traefik.http.routers." + router + ".rule";
                boolean isCarried = conversion.carried().stream()
                        .anyMatch(part -> part.key().endsWith(rule));
                boolean isNamed = conversion.notes().toString().contains("router \"" + router + "\" stays a label");
                assertThat(isCarried != isNamed)
                        .as("seed %d: %s%n%s%n%s", seed, labels, text, conversion.notes())
                        .isTrue();
                assertThat(text.contains(rule)).as("seed %d: %s", seed, labels).isEqualTo(isNamed);
            }
        }
    }

    @Test
    void aSecretInALabelIsInNoRoute() {
        Conversion conversion = convert(labelled("""
                traefik.http.routers.wiki.rule: Host(`wiki.home.arpa`)
                traefik.http.routers.wiki.middlewares: login
                traefik.http.middlewares.login.basicauth.users: %s
                traefik.http.services.wiki.loadbalancer.server.port: 80
                """.formatted(ComposeProject.marked("USERS"))));

        assertThat(conversion.notes().toString()).contains("holds a secret");
        assertThat(conversion.definition()).doesNotContainKey("routes");
    }

    @Test
    void labelsStayWithoutATraefikInTheInventory() throws IOException {
        Inventory inventory = inventory("");
        Conversion conversion = convert(
                labelled("traefik.http.routers.wiki.rule: Host(`wiki.home.arpa`)\n"),
                new ConversionOptions("nas", Optional.of(inventory), Optional.empty()));

        assertThat(conversion.notes()).singleElement().asString().contains("a target of kind traefik");
        assertThat(conversion.carried()).isEmpty();
    }

    @Test
    void labelsOfADashboardBecomeTheTile() {
        for (String dashboard : List.of("homepage", "glance")) {
            boolean isGlance = dashboard.equals("glance");
            Conversion conversion = convert(labelled("""
                    traefik.http.routers.wiki.rule: Host(`wiki.home.arpa`)
                    traefik.http.services.wiki.loadbalancer.server.port: 80
                    D.name: Our Wiki
                    D.GROUP: Reading
                    D.icon: ICON
                    D.URL: https://wiki.home.arpa/
                    D.description: All we know
                    """.replace("D.", dashboard + ".")
                    .replace("GROUP", isGlance ? "category" : "group")
                    .replace("URL", isGlance ? "url" : "href")
                    .replace("ICON", isGlance ? "si:wikidotjs" : "si-wikidotjs")));

            assertThat(DefinitionText.of(conversion))
                    .contains("""
                    widget:
                      group: Reading
                      icon: si:wikidotjs
                    """, "title: Our Wiki\n", "description: All we know\n")
                    .doesNotContain(dashboard + ".");
            assertThat(conversion.notes()).isEmpty();
        }
    }

    @Test
    void aTileThatSaysMoreKeepsItsLabelsWhole() {
        Conversion conversion = convert(labelled("""
                traefik.http.routers.wiki.rule: Host(`wiki.home.arpa`)
                traefik.http.services.wiki.loadbalancer.server.port: 80
                homepage.name: Wiki
                homepage.icon: wikijs.png
                homepage.widget.type: wikijs
                """));

        assertThat(DefinitionText.of(conversion))
                .contains("icon: di:wikijs", "homepage.name: Wiki", "homepage.widget.type");
        assertThat(conversion.notes()).singleElement().asString().contains("homepage.widget.type");
    }

    @Test
    void aTileThatLeadsElsewhereStaysALabel() {
        Conversion conversion = convert(labelled("""
                traefik.http.routers.wiki.rule: Host(`wiki.home.arpa`)
                traefik.http.services.wiki.loadbalancer.server.port: 80
                homepage.name: Wiki
                homepage.href: http://192.0.2.11:8080
                """));

        assertThat(conversion.definition()).doesNotContainKey("widget");
        assertThat(conversion.notes()).singleElement().asString().contains("It leads to http://192.0.2.11:8080");
    }

    @Test
    void eachContainerMayHaveATile() {
        Conversion conversion = convert("""
                app:
                  image: example/wiki:2
                  networks: [proxy]
                  labels:
                    traefik.http.routers.wiki.rule: Host(`wiki.home.arpa`)
                    traefik.http.services.wiki.loadbalancer.server.port: "80"
                    homepage.name: Wiki
                    homepage.href: https://wiki.home.arpa/start
                admin:
                  image: example/admin:2
                  networks: [proxy]
                  labels:
                    - "traefik.http.routers.admin.rule=Host(`admin.home.arpa`)"
                    - traefik.http.services.admin.loadbalancer.server.port=81
                    - homepage.name=Admin
                    - homepage.href=https://admin.home.arpa
                    - glance.name=Admin
                    - glance.url=https://admin.home.arpa
                """);

        assertThat(conversion.notes()).isEmpty();
        assertThat(DefinitionText.of(conversion))
                .doesNotContain("homepage.", "glance.")
                .contains("""
                widget:
                  - title: Wiki
                    path: /start
                  - title: Admin
                    hostname: admin.home.arpa
                """);
    }

    @Test
    void labelsOfCaddyBecomeRoutes() {
        Conversion conversion = convert("""
                app:
                  image: example/wiki:2
                  networks: [proxy]
                  labels:
                    caddy: wiki.home.arpa
                    caddy.reverse_proxy: "{{upstreams 3000}}"
                    caddy_1: docs.home.arpa
                    caddy_1.reverse_proxy: https://app:8443
                    caddy_2: odd.home.arpa
                    caddy_2.handle_path: /a/*
                """);

        assertThat(routes(conversion)).isEqualTo("""
                - container: app
                  port: 3000
                - hostname: docs.home.arpa
                  container: app
                  port: 8443
                  loadBalancer:
                    scheme: https
                """);
        assertThat(conversion.notes())
                .singleElement()
                .asString()
                .contains("the site \"odd.home.arpa\" of Caddy stays a label", "handle_path");
        assertThat(DefinitionText.of(conversion))
                .contains("caddy_2.handle_path")
                .doesNotContain("caddy_1");
    }

    private static String labelled(String labels) {
        return "app:\n  image: example/wiki:2\n  networks: [proxy]\n  labels:\n" + labels.indent(4);
    }

    private static String routes(Conversion conversion) {
        String text = DefinitionText.of(conversion);
        int begin = text.indexOf("routes:\n");
        int end = text.indexOf("traefik:\n", begin);
        return begin < 0
                ? String.join("\n", conversion.notes())
                : text.substring(begin + 8, end < 0 ? text.length() : end).indent(-2);
    }

    private Conversion convert(String services) {
        return convert(services, Set.of());
    }

    private Conversion convert(String services, Set<String> usedElsewhere) {
        try {
            return convert(
                    services,
                    new ConversionOptions("nas", Optional.of(inventory(TRAEFIK)), Optional.empty())
                            .with(List.of(), usedElsewhere));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Conversion convert(String services, ConversionOptions options) {
        try {
            String text = "services:\n" + services.indent(2) + "networks: {proxy: {external: true}}\n";
            ObjectNode tree = (ObjectNode) new YAMLMapper().readTree(text);
            return Converter.convert(new ComposeProject("wiki", tree), options);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Inventory inventory(String targets) throws IOException {
        Path file = folder.resolve("inventory.yaml");
        Files.writeString(file, """
                homelab: home
                key: env:HOMELAB_KEY
                record: record
                domain: home.arpa
                hosts:
                  nas: {address: 192.0.2.11, connection: local}
                targets:
                  nas: {kind: compose, host: nas, root: /opt/stacks}
                """ + targets);
        return new CatalogReader(Plugins.found().kinds())
                .read(folder, file)
                .catalog()
                .orElseThrow()
                .inventory();
    }
}
